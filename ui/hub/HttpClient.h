// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>

class QNetworkAccessManager;

namespace bathyscope::ui {

/// What is asked of a server.
struct HttpRequest
{
    QUrl url;
    QByteArray token {}; ///< sent as `Authorization: Bearer …`, to the url's own origin only; empty for none
    std::uint64_t firstByte = 0; ///< anything but 0 asks for the rest from there
};

/// Status and headers of an answer.
struct HttpAnswer
{
    int status = 0;
    QUrl url {}; ///< where the redirects have led
    std::map<QByteArray, QByteArray> headers {}; ///< by name in lower case

    [[nodiscard]] QByteArray header(const QByteArray& lowerCaseName) const; ///< empty where there is none
};

/// How patient a client is.
struct HttpPatience
{
    std::chrono::milliseconds stallTime {30'000};
    /// A transfer of fewer bytes than these in that time, an answer that does not come included, has stalled.
    std::uint64_t leastBytes = 1024;
};

/// A transfer that failed: the sentence, and what is needed to decide whether to try again.
class HttpError : public Error
{
public:
    HttpError(const std::string& message, HttpAnswer answer, bool isPassing);

    [[nodiscard]] const HttpAnswer& answer() const noexcept; ///< status 0 where there was none
    /// The next try may succeed: a cut or stalled connection, 408, 429, 5xx.
    [[nodiscard]] bool isPassing() const noexcept;
    /// `Retry-After` in seconds.
    [[nodiscard]] std::optional<std::chrono::seconds> retryAfter() const;

private:
    HttpAnswer m_answer;
    bool m_isPassing;
};

/// Thrown where a stop was requested before the work was done. Not an Error: there is nothing to report.
class FetchStopped : public std::exception
{
public:
    [[nodiscard]] const char* what() const noexcept override;
};

/// Talks HTTP, one exchange at a time. Calls return when the exchange is over, and wait in an event loop of
/// their own: with or without an application's, but never on the GUI thread. Redirects are followed, at most
/// ten and never from https to http; the token goes to no other scheme, host or port. Every call throws
/// HttpError, and FetchStopped as soon as a stop is requested. Used by the thread that made it.
class HttpClient
{
public:
    /// The first bytes of an answer of status 200 or 206 are near; may throw.
    using HeadersReceived = std::function<void(const HttpAnswer&)>;
    using BytesReceived = std::function<void(const QByteArray&)>; ///< a piece of at most 1 MiB; may throw

    explicit HttpClient(HttpPatience patience = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    HttpClient(HttpClient&&) = delete;
    HttpClient& operator=(HttpClient&&) = delete;

    /// The headers of the last answer within the url's own origin: a redirect that leaves it is the answer.
    [[nodiscard]] HttpAnswer head(const HttpRequest& request, const std::stop_token& stop = {});

    /// A whole body in memory; one of more than `maxBytes` throws.
    [[nodiscard]] QByteArray get(const HttpRequest& request, std::uint64_t maxBytes,
                                 const std::stop_token& stop = {});

    /// A body of any size, piece by piece; memory does not grow with it. One that ends early throws.
    void stream(const HttpRequest& request, const HeadersReceived& headersReceived,
                const BytesReceived& bytesReceived, const std::stop_token& stop = {});

private:
    class Exchange;
    enum class Method : std::uint8_t
    {
        Head,
        Get,
    };

    std::unique_ptr<Exchange> open(Method method, HttpRequest request, bool mayLeave,
                                   const std::stop_token& stop);
    template <typename Action>
    std::invoke_result_t<Action> givingUpConnections(Action action);

    HttpPatience m_patience;
    std::unique_ptr<QNetworkAccessManager> m_network;
};

} // namespace bathyscope::ui
