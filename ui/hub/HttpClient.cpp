// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/HttpClient.h"

#include "core/support/Excerpt.h"
#include "core/support/Version.h"

#include <fmt/format.h>

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int mostRedirects = 10;
constexpr qint64 pieceBytes = 1 << 20;

constexpr int statusOk = 200;
constexpr int statusPartialContent = 206;
constexpr int firstRedirect = 300;
constexpr int firstClientError = 400;
constexpr int statusRequestTimeout = 408;
constexpr int statusTooManyRequests = 429;
constexpr int firstServerError = 500;

bool isHttp(const QUrl& url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("https"));
}

/// Scheme, host and port: who may see a token.
bool haveSameOrigin(const QUrl& a, const QUrl& b)
{
    const auto port = [](const QUrl& url) {
        return url.port(url.scheme() == QStringLiteral("https") ? 443 : 80);
    };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

std::string hostOf(const QUrl& url)
{
    return url.host().toStdString();
}

/// The sentence of a transfer that got no answer, or not all of it.
std::string failureText(QNetworkReply::NetworkError error, const QString& detail, const QUrl& url)
{
    const std::string host = hostOf(url);
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return fmt::format("The server {} was not found; check the connection to the internet and try again.",
                           host);
    case QNetworkReply::ConnectionRefusedError:
        return fmt::format("The server {} refuses connections; try again later.", host);
    case QNetworkReply::RemoteHostClosedError:
        return fmt::format("The connection to {} was cut; try again.", host);
    case QNetworkReply::SslHandshakeFailedError:
        return fmt::format("No secure connection to {} is possible ({}); check the date of this machine and "
                           "its certificates.",
                           host, detail.toStdString());
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return fmt::format(
            "The proxy on the way to {} does not let the request through ({}); check http_proxy "
            "and https_proxy.",
            host, detail.toStdString());
    default:
        return fmt::format("The transfer from {} failed ({}); check the connection to the internet and try "
                           "again.",
                           host, detail.toStdString());
    }
}

bool isPassingStatus(int status)
{
    return status == statusRequestTimeout || status == statusTooManyRequests || status >= firstServerError;
}

HttpError refusal(const HttpAnswer& answer, const QString& reason)
{
    const bool isPassing = isPassingStatus(answer.status);
    return {fmt::format("The server {} answered {} ({}){}", hostOf(answer.url), answer.status,
                        reason.toStdString(), isPassing ? "; try again later." : "."),
            answer, isPassing};
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray& lowerCaseName) const
{
    const auto found = headers.find(lowerCaseName);
    return found == headers.end() ? QByteArray() : found->second;
}

HttpError::HttpError(const std::string& message, HttpAnswer answer, bool isPassing)
    : Error(ErrorKind::Network, message)
    , m_answer(std::move(answer))
    , m_isPassing(isPassing)
{
}

const HttpAnswer& HttpError::answer() const noexcept
{
    return m_answer;
}

bool HttpError::isPassing() const noexcept
{
    return m_isPassing;
}

std::optional<std::chrono::seconds> HttpError::retryAfter() const
{
    bool isNumber = false;
    const int seconds = m_answer.header("retry-after").trimmed().toInt(&isNumber);
    return isNumber && seconds >= 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

const char* FetchStopped::what() const noexcept
{
    return "stopped";
}

/// One request to one url and its answer, without redirects.
class HttpClient::Exchange
{
public:
    Exchange(QNetworkAccessManager& network, Method method, const HttpRequest& request,
             const HttpPatience& patience, const std::stop_token& stop)
        : m_patience(patience)
        , m_stop(stop)
        , m_wakeOnStop(stop, Wake {&m_loop})
        , m_reply(method == Method::Head ? network.head(networkRequest(request))
                                         : network.get(networkRequest(request)))
    {
        m_reply->setReadBufferSize(pieceBytes);
        QObject::connect(m_reply.get(), &QNetworkReply::readyRead, &m_loop, &QEventLoop::quit);
        QObject::connect(m_reply.get(), &QNetworkReply::metaDataChanged, &m_loop, &QEventLoop::quit);
        QObject::connect(m_reply.get(), &QNetworkReply::finished, &m_loop, &QEventLoop::quit);
        QObject::connect(&m_watchdog, &QTimer::timeout, &m_loop, [this] { watch(); });
        m_watchdog.start(patience.stallTime);
    }
    ~Exchange() = default; // a reply that is deleted ends its transfer
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    Exchange(Exchange&&) = delete;
    Exchange& operator=(Exchange&&) = delete;

    /// Waits for the headers; whatever the status is.
    const HttpAnswer& answer()
    {
        while (status() == 0 && !m_reply->isFinished()) {
            wait();
        }
        if (status() == 0) {
            throwFailure();
        }
        if (m_answer.status == 0) {
            m_answer = {.status = status(), .url = m_reply->url(), .headers = {}};
            for (const auto& [name, value] : m_reply->rawHeaderPairs()) {
                m_answer.headers[name.toLower()] = value;
            }
        }
        return m_answer;
    }

    /// Waits for more of the body; empty at its end.
    QByteArray read()
    {
        while (m_reply->bytesAvailable() == 0 && !m_reply->isFinished()) {
            wait();
        }
        QByteArray piece = m_reply->read(pieceBytes);
        m_numBytes += static_cast<std::uint64_t>(piece.size());
        if (piece.isEmpty() && m_reply->error() != QNetworkReply::NoError) {
            throwFailure();
        }
        bool isKnown = false;
        const qulonglong announced = m_answer.header("content-length").toULongLong(&isKnown);
        if (piece.isEmpty() && isKnown && m_numBytes < announced) { // Qt takes some cuts for an end
            throw HttpError(failureText(QNetworkReply::RemoteHostClosedError, {}, m_reply->url()), {}, true);
        }
        return piece;
    }

    [[nodiscard]] QString reason() const
    {
        return m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    }

private:
    /// Wakes the loop from the thread that requests the stop.
    struct Wake
    {
        QEventLoop* loop;
        void operator()() const
        {
            QMetaObject::invokeMethod(loop, &QEventLoop::quit, Qt::QueuedConnection);
        }
    };

    static QNetworkRequest networkRequest(const HttpRequest& request)
    {
        QNetworkRequest wanted(request.url);
        wanted.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        // HTTP/2 streams ignore the size of the read buffer: a slow disk would fill the memory.
        wanted.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        wanted.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        wanted.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        wanted.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        wanted.setRawHeader("User-Agent", QByteArray("bathyscope/") + programVersion);
        wanted.setRawHeader("Accept-Encoding", "identity"); // sizes and ranges mean the file itself
        if (!request.token.isEmpty()) {
            wanted.setRawHeader("Authorization", QByteArray("Bearer ") + request.token);
        }
        if (request.firstByte > 0) {
            wanted.setRawHeader("Range", "bytes=" + QByteArray::number(quint64 {request.firstByte}) + '-');
        }
        return wanted;
    }

    [[nodiscard]] int status() const
    {
        return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    void wait()
    {
        if (!m_stop.stop_requested()) {
            m_loop.exec();
        }
        if (m_stop.stop_requested()) {
            throw FetchStopped();
        }
        if (m_hasStalled) {
            throw HttpError(
                fmt::format("The server {} has sent next to nothing for {:.3g} s; check the connection to "
                            "the internet and try again.",
                            hostOf(m_reply->url()),
                            std::chrono::duration<double>(m_patience.stallTime).count()),
                {}, true);
        }
    }

    void watch()
    {
        const std::uint64_t numBytes = m_numBytes + static_cast<std::uint64_t>(m_reply->bytesAvailable());
        m_hasStalled = numBytes - std::exchange(m_numBytesWatched, numBytes) < m_patience.leastBytes;
        m_loop.quit();
    }

    [[noreturn]] void throwFailure() const
    {
        throw HttpError(failureText(m_reply->error(), m_reply->errorString(), m_reply->url()), {},
                        m_reply->error() != QNetworkReply::SslHandshakeFailedError);
    }

    HttpPatience m_patience;
    std::stop_token m_stop;
    QEventLoop m_loop;
    std::stop_callback<Wake> m_wakeOnStop;
    QTimer m_watchdog;
    std::unique_ptr<QNetworkReply> m_reply;
    HttpAnswer m_answer;
    std::uint64_t m_numBytes = 0; ///< that were read
    std::uint64_t m_numBytesWatched = 0; ///< that had come when the watchdog looked last
    bool m_hasStalled = false;
};

HttpClient::HttpClient(HttpPatience patience)
    : m_patience(patience)
    , m_network(std::make_unique<QNetworkAccessManager>())
{
}

HttpClient::~HttpClient() = default;

/// Sends the request and follows redirects, out of its origin too where `mayLeave`, until there is an answer
/// that is none. Throws where that is no success; a redirect that leaves counts as one.
std::unique_ptr<HttpClient::Exchange> HttpClient::open(Method method, HttpRequest request, bool mayLeave,
                                                       const std::stop_token& stop)
{
    for (int i = 0; i <= mostRedirects; ++i) {
        if (!isHttp(request.url)) {
            throw HttpError(
                fmt::format("{} is no address of a web server; http://… or https://… is expected.",
                            excerpt(request.url.toDisplayString().toStdString())),
                {}, false);
        }
        auto exchange = std::make_unique<Exchange>(*m_network, method, request, m_patience, stop);
        const HttpAnswer& answer = exchange->answer();
        const QByteArray location = answer.header("location");
        const bool isRedirect =
            answer.status >= firstRedirect && answer.status < firstClientError && !location.isEmpty();
        if (!isRedirect) {
            if (answer.status >= firstRedirect) {
                throw refusal(answer, exchange->reason());
            }
            return exchange;
        }
        const QUrl target = request.url.resolved(QUrl::fromEncoded(location));
        if (!haveSameOrigin(target, request.url)) {
            if (!mayLeave) {
                return exchange;
            }
            if (request.url.scheme() == QStringLiteral("https") && target.scheme() != request.url.scheme()) {
                throw HttpError(fmt::format("The server {} leads to {} without encryption, which is not "
                                            "followed.",
                                            hostOf(request.url), hostOf(target)),
                                answer, false);
            }
            request.token.clear();
        }
        request.url = target;
    }
    throw HttpError(fmt::format("The server {} redirects without end.", hostOf(request.url)), {}, false);
}

/// Where an exchange breaks off, so do all connections: Qt may put the next request on what a cut has left of
/// one, where it waits for an answer until it is said to have stalled. A refusal is an answer and breaks
/// nothing.
template <typename Action>
std::invoke_result_t<Action> HttpClient::givingUpConnections(Action action)
{
    try {
        return action();
    } catch (const HttpError& error) {
        if (error.answer().status == 0) {
            m_network->clearConnectionCache();
        }
        throw;
    } catch (...) {
        m_network->clearConnectionCache();
        throw;
    }
}

HttpAnswer HttpClient::head(const HttpRequest& request, const std::stop_token& stop)
{
    return givingUpConnections([&] { return open(Method::Head, request, false, stop)->answer(); });
}

QByteArray HttpClient::get(const HttpRequest& request, std::uint64_t maxBytes, const std::stop_token& stop)
{
    QByteArray body;
    stream(
        request, [](const HttpAnswer& /*answer*/) {},
        [&](const QByteArray& piece) {
            if (static_cast<std::uint64_t>(piece.size())
                > maxBytes - static_cast<std::uint64_t>(body.size())) {
                throw HttpError(
                    fmt::format("The answer of {} to {} has more than {} bytes, too many for what "
                                "it should be; try again later.",
                                hostOf(request.url), request.url.path().toStdString(), maxBytes),
                    {}, false);
            }
            body += piece;
        },
        stop);
    return body;
}

void HttpClient::stream(const HttpRequest& request, const HeadersReceived& headersReceived,
                        const BytesReceived& bytesReceived, const std::stop_token& stop)
{
    givingUpConnections([&] {
        const std::unique_ptr<Exchange> exchange = open(Method::Get, request, true, stop);
        const HttpAnswer& answer = exchange->answer();
        if (answer.status != statusOk && !(answer.status == statusPartialContent && request.firstByte > 0)) {
            throw refusal(answer, exchange->reason());
        }
        headersReceived(answer);
        for (QByteArray piece = exchange->read(); !piece.isEmpty(); piece = exchange->read()) {
            bytesReceived(piece);
        }
    });
}

} // namespace bathyscope::ui
