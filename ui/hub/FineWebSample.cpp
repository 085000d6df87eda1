// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/FineWebSample.h"

#include "core/support/AtomicFile.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/LowerCase.h"
#include "core/support/Sha256.h"
#include "core/text/FileBytes.h"
#include "ui/hub/FineWebRows.h"
#include "ui/hub/HubSettings.h"
#include "ui/hub/Retries.h"

#include <fmt/format.h>

#include <QUrl>

#include <exception>
#include <optional>
#include <system_error>

namespace bathyscope::ui {

namespace {

namespace fs = std::filesystem;

constexpr const char* origin = "huggingface.co/datasets/HuggingFaceFW/fineweb, sample-10BT, ODC-By 1.0";

constexpr int statusUnauthorized = 401;
constexpr int statusForbidden = 403;
constexpr int statusTooManyRequests = 429;
constexpr int firstClientError = 400;

Document documentOf(const std::string& lines)
{
    Document document = makeJsonLinesDocument(fineWebName, lines);
    document.origin = origin;
    return document;
}

/// The copy: a line with the digest of those that follow. Nothing where it is missing or damaged.
std::optional<Document> readCopy(const FineWebSettings& settings)
{
    std::error_code ignored;
    if (!fs::exists(settings.cacheFile, ignored)) {
        return std::nullopt;
    }
    try {
        const std::string bytes = readFileBytes(settings.cacheFile, settings.maxBytes);
        const std::size_t end = bytes.find('\n');
        const std::string lines = end == std::string::npos ? std::string() : bytes.substr(end + 1);
        if (sha256Of(lines) == bytes.substr(0, end)) {
            return documentOf(lines);
        }
        logger("hub")->info("The kept sample of FineWeb is damaged.");
    } catch (const Error& error) {
        logger("hub")->info("The kept sample of FineWeb cannot be read: {}", error.what());
    }
    return std::nullopt;
}

/// Without a copy the text is as good, and is asked for again next time.
void keepCopy(const fs::path& file, const std::string& lines)
{
    if (file.empty()) {
        logger("hub")->warn("The sample of FineWeb is not kept for the next time: {}.", unknownHome());
        return;
    }
    try {
        std::error_code ignored; // the file says what is wrong
        fs::create_directories(file.parent_path(), ignored);
        AtomicFile copy(file);
        copy.write(sha256Of(lines) + '\n');
        copy.write(lines);
        copy.commit();
    } catch (const std::exception& problem) {
        logger("hub")->warn("The sample of FineWeb is not kept for the next time: {}", problem.what());
    }
}

HttpRequest requestTo(const FineWebSettings& settings)
{
    const QString address =
        settings.server
        + QStringLiteral(
            "/rows?dataset=HuggingFaceFW%2Ffineweb&config=sample-10BT&split=train&offset=0&length=100");
    return {.url = QUrl(address), .token = settings.token};
}

/// What the status means for somebody who wants a text.
[[noreturn]] void explain(const HttpError& error, const FineWebSettings& settings)
{
    const int status = error.answer().status;
    const std::string host = error.answer().url.host().toStdString();
    const bool isRefusal = status == statusUnauthorized || status == statusForbidden;
    std::string sentence = error.what();
    if (isRefusal && !settings.token.isEmpty()) {
        sentence = fmt::format("The server {} does not accept the token ({}): check HF_TOKEN, or unset it, "
                               "since FineWeb is public.",
                               host, status);
    } else if (status == statusTooManyRequests && error.retryAfter()) {
        sentence = fmt::format("The server {} has had too many requests; try again in {}.", host,
                               waitText(*error.retryAfter()));
    } else if (status >= firstClientError && !error.isPassing()) {
        sentence = fmt::format("The server {} answered {} instead of giving FineWeb's documents; try again "
                               "later, or open a text file instead.",
                               host, status);
    }
    throw Error(ErrorKind::Network, sentence);
}

} // namespace

bool isFineWebName(std::string_view name)
{
    return lowerCase(name) == lowerCase(fineWebName);
}

FineWebSettings FineWebSettings::fromEnvironment()
{
    const HubSettings hub = HubSettings::fromEnvironment();
    FineWebSettings settings;
    settings.server = QString::fromStdString(environment("BATHYSCOPE_DATASETS_SERVER")).trimmed();
    if (settings.server.isEmpty()) {
        settings.server = QStringLiteral("https://datasets-server.huggingface.co");
    }
    while (settings.server.endsWith(u'/')) {
        settings.server.chop(1);
    }
    settings.token = hub.token;
    settings.isOffline = hub.isOffline;
    settings.cacheFile = below(userCacheFolder(), "bathyscope/fineweb-sample-10BT");
    return settings;
}

Document fetchFineWeb(const FineWebSettings& settings, const std::stop_token& stop,
                      const std::function<void(const std::string& host)>& asking)
{
    if (std::optional<Document> kept = readCopy(settings)) {
        return std::move(*kept);
    }
    if (settings.isOffline) {
        throw Error(
            ErrorKind::Network,
            "The sample of FineWeb is not on this machine, and HF_HUB_OFFLINE (or "
            "TRANSFORMERS_OFFLINE) forbids to ask for it; unset it once, or open a text file instead.");
    }
    const HttpRequest request = requestTo(settings);
    const std::string host = request.url.host().toStdString();
    if (asking) {
        asking(host);
    }
    try {
        const QByteArray answer = HttpClient(settings.patience).get(request, settings.maxBytes, stop);
        const std::string lines = jsonLinesOfRows(answer, host);
        Document document = documentOf(lines);
        keepCopy(settings.cacheFile, lines);
        return document;
    } catch (const HttpError& error) {
        explain(error, settings);
    }
}

} // namespace bathyscope::ui
