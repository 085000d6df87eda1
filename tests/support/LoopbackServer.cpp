// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LoopbackServer.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <optional>

namespace bathyscope::test {

namespace {

/// The request at the front of what has come; nothing while its head is not complete. It has no body.
std::optional<SeenRequest> takeRequest(QByteArray& received)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0) {
        return std::nullopt;
    }
    SeenRequest request;
    const QList<QByteArray> lines = received.first(end).split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray& line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.first(qMax(colon, qsizetype {0})).trimmed().toLower()] =
            line.sliced(colon + 1).trimmed();
    }
    received.remove(0, end + 4);
    return request;
}

} // namespace

LoopbackServer::LoopbackServer(Handler handler)
    : m_handler(std::move(handler))
    , m_server(std::make_unique<QTcpServer>())
{
    if (!m_server->listen(QHostAddress::LocalHost)) {
        qFatal("the loopback server cannot listen: %s", qPrintable(m_server->errorString()));
    }
    m_port = m_server->serverPort();
    QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] {
        while (QTcpSocket* socket = m_server->nextPendingConnection()) {
            accept(*socket);
        }
    });
    m_server->moveToThread(&m_thread);
    m_thread.start();
}

LoopbackServer::~LoopbackServer()
{
    QMetaObject::invokeMethod(
        m_server.get(), [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QUrl LoopbackServer::url(const QString& path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path));
}

std::vector<SeenRequest> LoopbackServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void LoopbackServer::forgetRequests()
{
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
}

void LoopbackServer::accept(QTcpSocket& socket)
{
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket,
                     [this, &socket, connection = ++m_numConnections, received = QByteArray()]() mutable {
                         if (socket.state() != QAbstractSocket::ConnectedState) {
                             return; // nobody answers after a cut
                         }
                         received += socket.readAll();
                         while (std::optional<SeenRequest> request = takeRequest(received)) {
                             request->connection = connection;
                             {
                                 const std::lock_guard lock(m_mutex);
                                 m_requests.push_back(*request);
                             }
                             answer(socket, *request);
                         }
                     });
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
}

void LoopbackServer::answer(QTcpSocket& socket, const SeenRequest& request)
{
    const ScriptedAnswer answer = m_handler(request);
    if (answer.isSilent) {
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\n";
    bool hasLength = false;
    for (const auto& [name, value] : answer.headers) {
        head += name + ": " + value + "\r\n";
        hasLength = hasLength || name.toLower() == "content-length";
    }
    if (!hasLength) {
        head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    }
    socket.write(head + "\r\n");
    if (request.method == "HEAD") {
        return;
    }
    const bool isCut = answer.cutAfter >= 0;
    socket.write(isCut ? answer.body.first(answer.cutAfter) : answer.body);
    if (answer.stallsAfterCut) {
        auto* drip = new QTimer(&socket);
        QObject::connect(drip, &QTimer::timeout, &socket,
                         [&socket, rest = answer.body.sliced(answer.cutAfter)]() mutable {
                             socket.write(rest.first(1));
                             rest.remove(0, 1);
                         });
        drip->start(std::chrono::milliseconds {10});
    } else if (isCut) {
        socket.disconnectFromHost(); // after what has been written
    }
}

} // namespace bathyscope::test
