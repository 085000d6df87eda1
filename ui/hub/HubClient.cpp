// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/HubClient.h"

#include "core/support/Error.h"
#include "ui/hub/BlobDigest.h"
#include "ui/hub/HttpDownload.h"

#include <fmt/format.h>

#include <QUrl>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int statusUnauthorized = 401;
constexpr int statusForbidden = 403;
constexpr int statusNotFound = 404;

/// True where it is the file, and not the repository or the revision, that is not there.
bool isFileMissing(const HttpAnswer& answer)
{
    const QByteArray code = answer.header("x-error-code");
    return answer.status == statusNotFound && code != "RepoNotFound" && code != "RevisionNotFound";
}

} // namespace

HubClient::HubClient(const HubSettings& settings, Retries::Waiting waiting)
    : m_endpoint(settings.endpoint)
    , m_token(settings.token)
    , m_policy(settings.retries)
    , m_waiting(std::move(waiting))
    , m_client(settings.patience)
{
}

template <typename Action>
std::invoke_result_t<Action> HubClient::retried(const HubFile& file, const std::stop_token& stop,
                                                Action action)
{
    Retries retries(m_policy, m_waiting);
    while (true) {
        try {
            try {
                return action();
            } catch (const HttpError& error) {
                retries.afterFailure(error, stop);
            }
        } catch (const HttpError& error) {
            explain(error, file);
        }
    }
}

std::optional<HubFileInfo> HubClient::look(const HubFile& file, const std::stop_token& stop)
{
    return retried(file, stop, [&]() -> std::optional<HubFileInfo> {
        try {
            return infoIn(m_client.head(request(file), stop), file);
        } catch (const HttpError& error) {
            if (isFileMissing(error.answer())) {
                return std::nullopt;
            }
            throw;
        }
    });
}

std::string HubClient::read(const HubFile& file, const HubFileInfo& info, const std::stop_token& stop)
{
    const QByteArray content =
        retried(file, stop, [&] { return m_client.get(request(file), info.size, stop); });
    BlobDigest digest(info.etag, info.size);
    digest.add(content);
    if (!digest.matches()) {
        throw Error(ErrorKind::Network,
                    fmt::format("What came for {} of {} is not what the hub says it is (its digest differs); "
                                "try again later.",
                                file.name, file.repository));
    }
    return content.toStdString();
}

void HubClient::fetch(const HubFile& file, PartialFile& partial, const std::function<void()>& advanced,
                      const std::stop_token& stop)
{
    Retries retries(m_policy, m_waiting);
    try {
        download(m_client, request(file), partial, retries, advanced, stop);
    } catch (const HttpError& error) {
        explain(error, file);
    }
}

HttpRequest HubClient::request(const HubFile& file) const
{
    const auto encoded = [](const std::string& part) {
        return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(part)));
    };
    const QString path =
        QStringLiteral("/%1/resolve/%2/%3")
            .arg(QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(file.repository), "/")),
                 encoded(file.revision), encoded(file.name));
    return {.url = QUrl(m_endpoint + path, QUrl::StrictMode), .token = m_token};
}

/// In the hub's terms what the status alone does not say.
void HubClient::explain(const HttpError& error, const HubFile& file) const
{
    const int status = error.answer().status;
    const QByteArray code = error.answer().header("x-error-code");
    const std::string page = fmt::format("{}/{}", m_endpoint.toStdString(), file.repository);
    const bool isHubs = error.answer().url.toString().startsWith(m_endpoint);
    std::string sentence;
    if (!isHubs) {
        throw HttpError(error);
    }
    if (code == "GatedRepo" || (status == statusForbidden && code != "DisabledRepo")) {
        sentence = m_token.isEmpty()
            ? fmt::format("{} is shown only to those who have agreed to its terms: do that at {}, then set "
                          "HF_TOKEN to a token of your account.",
                          file.repository, page)
            : fmt::format("The account of HF_TOKEN may not read {}: agree to its terms at {}, or use a token "
                          "with read access.",
                          file.repository, page);
    } else if (status == statusUnauthorized && !m_token.isEmpty()) {
        sentence =
            fmt::format("The hub does not accept the token for {}: check HF_TOKEN (or log in again with "
                        "'hf auth login') and the spelling of the name.",
                        file.repository);
    } else if (code == "RevisionNotFound") {
        sentence = fmt::format("{} has no revision {}; its branches and commits are at {}.", file.repository,
                               file.revision, page);
    } else if (status == statusUnauthorized || status == statusNotFound) {
        sentence =
            fmt::format("The hub has no public model {}: check the spelling, or set HF_TOKEN where the "
                        "model is private.",
                        file.repository);
    } else {
        throw HttpError(error);
    }
    throw HttpError(sentence, error.answer(), false);
}

HubFileInfo HubClient::infoIn(const HttpAnswer& answer, const HubFile& file) const
{
    std::optional<HubFileInfo> info = hubFileInfo(answer);
    if (!info) {
        throw Error(
            ErrorKind::Network,
            fmt::format("The server {} does not answer as a Hugging Face hub does (commit, digest and "
                        "size of {}); check HF_ENDPOINT.",
                        m_endpoint.toStdString(), file.name));
    }
    return *std::move(info);
}

} // namespace bathyscope::ui
