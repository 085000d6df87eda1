// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QThread>
#include <QUrl>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

class QTcpServer;
class QTcpSocket;

namespace bathyscope::test {

/// A request as the server saw it.
struct SeenRequest
{
    QByteArray method;
    QByteArray path; ///< as sent, percent encoding and query included
    std::map<QByteArray, QByteArray> headers; ///< by name in lower case
    int connection = 0; ///< that it came over, counted from 1

    [[nodiscard]] QByteArray header(const QByteArray& lowerCaseName) const
    {
        const auto found = headers.find(lowerCaseName);
        return found == headers.end() ? QByteArray() : found->second;
    }
};

/// What a server answers, and how it misbehaves while it does.
struct ScriptedAnswer
{
    int status = 200;
    std::vector<std::pair<QByteArray, QByteArray>> headers {};
    QByteArray body {}; ///< its size is the Content-Length, also where less of it is sent, or none after HEAD
    qint64 cutAfter = -1; ///< the connection ends after so many bytes of the body
    bool isSilent = false; ///< neither an answer nor an end
    bool stallsAfterCut =
        false; ///< the connection stays open after cutAfter bytes, and a byte drips now and then
};

/// An HTTP/1.1 server on a free port of this machine, in a thread of its own, that answers what a function
/// says. The function is called in that thread.
class LoopbackServer
{
public:
    using Handler = std::function<ScriptedAnswer(const SeenRequest&)>;

    explicit LoopbackServer(Handler handler);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    LoopbackServer(LoopbackServer&&) = delete;
    LoopbackServer& operator=(LoopbackServer&&) = delete;

    /// http://127.0.0.1:port with that path.
    [[nodiscard]] QUrl url(const QString& path = {}) const;

    [[nodiscard]] std::vector<SeenRequest> requests() const; ///< so far, in order
    void forgetRequests();

private:
    void accept(QTcpSocket& socket);
    void answer(QTcpSocket& socket, const SeenRequest& request);

    Handler m_handler;
    QThread m_thread;
    std::unique_ptr<QTcpServer> m_server; ///< lives in the thread
    quint16 m_port = 0;
    int m_numConnections = 0; ///< the thread's
    mutable std::mutex m_mutex;
    std::vector<SeenRequest> m_requests;
};

} // namespace bathyscope::test
