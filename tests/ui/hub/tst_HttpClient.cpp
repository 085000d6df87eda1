// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/Refusal.h"
#include "ui/hub/HttpClient.h"

#include <QSemaphore>
#include <QTest>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <thread>

using namespace bathyscope;
using namespace bathyscope::test;
using namespace bathyscope::ui;

namespace {

constexpr HttpPatience impatient {.stallTime = std::chrono::milliseconds {100}};

/// The HttpError of an exchange; nothing where it succeeds.
template <typename Action>
std::optional<HttpError> httpErrorOf(Action&& action)
{
    try {
        action();
    } catch (const HttpError& error) {
        return error;
    }
    return std::nullopt;
}

ScriptedAnswer redirectTo(const QUrl& target, int status = 302)
{
    return {.status = status, .headers = {{"Location", target.toEncoded()}}, .body = {}};
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_failOnWarning.emplace();
    }

    void cleanup()
    {
        m_failOnWarning.reset();
    }

    void getsABodyWhole()
    {
        const QByteArray body(3'000'000, 'x');
        const LoopbackServer server([&body](const SeenRequest&) { return ScriptedAnswer {.body = body}; });
        HttpClient client;
        QCOMPARE(client.get({.url = server.url(QStringLiteral("/a?b=c%20d"))}, 3'000'000), body);
        const SeenRequest request = server.requests().at(0);
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.path, QByteArray("/a?b=c%20d"));
        QCOMPARE(request.header("accept-encoding"), QByteArray("identity"));
        QVERIFY(request.header("authorization").isEmpty());
        QVERIFY(request.header("range").isEmpty());
    }

    void worksOnAnyThread()
    {
        const LoopbackServer server([](const SeenRequest&) { return ScriptedAnswer {.body = "there"}; });
        QByteArray body;
        std::thread other([&] { body = HttpClient().get({.url = server.url()}, 100); });
        other.join(); // while no event loop runs in this thread
        QCOMPARE(body, QByteArray("there"));
    }

    void refusesABodyThatIsTooLarge()
    {
        const LoopbackServer server([](const SeenRequest&) { return ScriptedAnswer {.body = "0123456789"}; });
        HttpClient client;
        QCOMPARE(client.get({.url = server.url()}, 10).size(), 10);
        BATHYSCOPE_VERIFY_REFUSED((void)client.get({.url = server.url(QStringLiteral("/list"))}, 9),
                                  ErrorKind::Network, "127.0.0.1|/list|more than 9 bytes");
    }

    void givesALargeBodyInPieces()
    {
        const QByteArray body(5'000'000, 'x');
        const LoopbackServer server([&body](const SeenRequest&) { return ScriptedAnswer {.body = body}; });
        HttpClient client;
        qsizetype numBytes = 0;
        qsizetype largest = 0;
        client.stream(
            {.url = server.url()}, [](const HttpAnswer& answer) { QCOMPARE(answer.status, 200); },
            [&](const QByteArray& piece) {
                numBytes += piece.size();
                largest = qMax(largest, piece.size());
            });
        QCOMPARE(numBytes, body.size());
        QVERIFY(largest <= 1 << 20);
    }

    void asksForTheRestOfAFile()
    {
        const LoopbackServer server([](const SeenRequest&) {
            return ScriptedAnswer {
                .status = 206, .headers = {{"Content-Range", "bytes 7-9/10"}}, .body = "789"};
        });
        HttpClient client;
        QByteArray rest;
        QByteArray range;
        client.stream(
            {.url = server.url(), .firstByte = 7},
            [&](const HttpAnswer& answer) { range = answer.header("content-range"); },
            [&](const QByteArray& piece) { rest += piece; });
        QCOMPARE(rest, QByteArray("789"));
        QCOMPARE(range, QByteArray("bytes 7-9/10"));
        QCOMPARE(server.requests().at(0).header("range"), QByteArray("bytes=7-"));
        BATHYSCOPE_VERIFY_REFUSED((void)client.get({.url = server.url()}, 100), ErrorKind::Network, "206");
    }

    void sendsTheTokenToNobodyElse()
    {
        const LoopbackServer other([](const SeenRequest&) { return ScriptedAnswer {.body = "from afar"}; });
        std::optional<LoopbackServer> hub;
        hub.emplace([&](const SeenRequest& request) {
            return request.path == "/start" ? redirectTo(hub->url(QStringLiteral("/here")), 307)
                                            : redirectTo(other.url(QStringLiteral("/there")));
        });
        HttpClient client;
        QCOMPARE(client.get({.url = hub->url(QStringLiteral("/start")), .token = "secret"}, 100),
                 QByteArray("from afar"));
        QCOMPARE(hub->requests().size(), 2U);
        for (const SeenRequest& request : hub->requests()) {
            QCOMPARE(request.header("authorization"), QByteArray("Bearer secret"));
        }
        QCOMPARE(other.requests().size(), 1U); // another port is another origin
        QCOMPARE(other.requests().at(0).path, QByteArray("/there"));
        QVERIFY(other.requests().at(0).header("authorization").isEmpty());
    }

    void headStaysAtItsOrigin()
    {
        const LoopbackServer other([](const SeenRequest&) { return ScriptedAnswer {}; });
        const LoopbackServer hub([&](const SeenRequest& request) {
            if (request.path == "/start") {
                return redirectTo(QUrl(QStringLiteral("/here?x=1")), 307);
            }
            ScriptedAnswer answer = redirectTo(other.url(QStringLiteral("/there")));
            answer.headers.emplace_back("X-Linked-Size", "42");
            return answer;
        });
        HttpClient client;
        const HttpAnswer answer = client.head({.url = hub.url(QStringLiteral("/start"))});
        QCOMPARE(answer.status, 302);
        QCOMPARE(answer.header("x-linked-size"), QByteArray("42"));
        QCOMPARE(hub.requests().at(1).path, QByteArray("/here?x=1"));
        QCOMPARE(hub.requests().at(1).method, QByteArray("HEAD"));
        QVERIFY(other.requests().empty());
    }

    void endsARedirectionWithoutEnd()
    {
        const LoopbackServer server(
            [](const SeenRequest&) { return redirectTo(QUrl(QStringLiteral("/again"))); });
        HttpClient client;
        BATHYSCOPE_VERIFY_REFUSED((void)client.get({.url = server.url()}, 100), ErrorKind::Network,
                                  "redirects without end");
        QCOMPARE(server.requests().size(), 11U);
    }

    void followsNothingButTheWeb()
    {
        const LoopbackServer server(
            [](const SeenRequest&) { return redirectTo(QUrl(QStringLiteral("file:///etc/passwd"))); });
        HttpClient client;
        BATHYSCOPE_VERIFY_REFUSED((void)client.get({.url = server.url()}, 100), ErrorKind::Network,
                                  "file:///etc/passwd|no address of a web server");
        BATHYSCOPE_VERIFY_REFUSED((void)client.head({.url = QUrl(QStringLiteral("huggingface.co"))}),
                                  ErrorKind::Network, "huggingface.co|no address of a web server");
    }

    void saysWhatTheServerAnswered_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isPassing");
        for (const int status : {400, 401, 403, 404, 410, 416}) {
            QTest::addRow("%d", status) << status << false;
        }
        for (const int status : {408, 429, 500, 502, 503, 504}) {
            QTest::addRow("%d", status) << status << true;
        }
    }

    void saysWhatTheServerAnswered()
    {
        QFETCH(const int, status);
        QFETCH(const bool, isPassing);
        const LoopbackServer server([status](const SeenRequest&) {
            return ScriptedAnswer {.status = status,
                                   .headers = {{"Retry-After", "7"}, {"X-Error-Code", "GatedRepo"}},
                                   .body = "no"};
        });
        HttpClient client;
        for (const bool isHead : {true, false}) {
            const auto error = httpErrorOf([&] {
                if (isHead) {
                    (void)client.head({.url = server.url()});
                } else {
                    (void)client.get({.url = server.url()}, 100);
                }
            });
            QVERIFY(error);
            QCOMPARE(error->answer().status, status);
            QCOMPARE(error->answer().header("x-error-code"), QByteArray("GatedRepo"));
            QCOMPARE(error->isPassing(), isPassing);
            QCOMPARE(error->retryAfter(), std::chrono::seconds(7));
            QVERIFY(std::string(error->what()).find("127.0.0.1 answered " + std::to_string(status))
                    != std::string::npos);
            QCOMPARE(server.requests().size(), isHead ? 1U : 2U); // nobody tries again here
        }
    }

    void noticesABodyThatIsCut()
    {
        const LoopbackServer server([](const SeenRequest&) {
            return ScriptedAnswer {.body = QByteArray(100'000, 'x'), .cutAfter = 60'000};
        });
        HttpClient client;
        qsizetype numBytes = 0;
        const auto error = httpErrorOf([&] {
            client.stream(
                {.url = server.url()}, [](const HttpAnswer&) {},
                [&](const QByteArray& piece) { numBytes += piece.size(); });
        });
        QVERIFY(error);
        QVERIFY(error->isPassing());
        QCOMPARE(error->answer().status, 0);
        QVERIFY2(std::string(error->what()).find("was cut") != std::string::npos, error->what());
        QVERIFY(numBytes <= 60'000);
    }

    /// Connections are kept while all is well, a refusal included, and none after an exchange broke off.
    void keepsNoConnectionAfterAFailure()
    {
        const LoopbackServer server([](const SeenRequest& request) {
            return ScriptedAnswer {.status = request.path == "/missing" ? 404 : 200, .body = "body"};
        });
        HttpClient client;
        const auto get = [&](const char* path) {
            return client.get({.url = server.url(QString::fromLatin1(path))}, 4);
        };
        (void)get("/first");
        (void)get("/second");
        QVERIFY(httpErrorOf([&] { (void)client.head({.url = server.url(QStringLiteral("/missing"))}); }));
        (void)get("/third");
        BATHYSCOPE_VERIFY_REFUSED(
            client.stream(
                {.url = server.url(QStringLiteral("/full"))}, [](const HttpAnswer&) {},
                [](const QByteArray&) { throw Error(ErrorKind::FileUnwritable, "the disk is full"); }),
            ErrorKind::FileUnwritable, "the disk is full");
        (void)get("/fourth");
        QVERIFY(httpErrorOf([&] { (void)client.get({.url = server.url(QStringLiteral("/large"))}, 3); }));
        (void)get("/fifth");
        std::map<QByteArray, int> connections;
        for (const SeenRequest& request : server.requests()) {
            connections[request.path] = request.connection;
        }
        QCOMPARE(connections["/second"], connections["/first"]);
        QCOMPARE(connections["/third"], connections["/first"]);
        QVERIFY(connections["/fourth"] > connections["/full"]);
        QVERIFY(connections["/fifth"] > connections["/large"]);
    }

    /// The next request must not wait on what a failure has left of a connection.
    void asksAnewAfterACut()
    {
        const LoopbackServer server([](const SeenRequest& request) {
            ScriptedAnswer answer {.body = QByteArray(100'000, 'x')};
            if (request.path.startsWith("/cut")) {
                answer.cutAfter = request.path.sliced(4).toLongLong();
            }
            return answer;
        });
        HttpClient client({.stallTime = std::chrono::seconds {5}});
        for (int round = 0; round < 60; ++round) {
            const QUrl cut = server.url(QStringLiteral("/cut%1").arg(round % 10 * 10'000));
            const auto error = httpErrorOf([&] { (void)client.get({.url = cut}, 100'000); });
            QVERIFY(error);
            QVERIFY2(std::string(error->what()).find("was cut") != std::string::npos, error->what());
            const auto next = httpErrorOf([&] {
                QCOMPARE(client.get({.url = server.url(QStringLiteral("/whole"))}, 100'000).size(), 100'000);
            });
            QVERIFY2(!next, next ? next->what() : "");
        }
    }

    void givesUpOnASilentServer()
    {
        const LoopbackServer server([](const SeenRequest&) { return ScriptedAnswer {.isSilent = true}; });
        HttpClient client(impatient);
        const auto error = httpErrorOf([&] { (void)client.head({.url = server.url()}); });
        QVERIFY(error);
        QVERIFY(error->isPassing());
        QVERIFY2(std::string(error->what()).find("next to nothing for 0.1 s") != std::string::npos,
                 error->what());
    }

    void givesUpOnABodyThatDrips()
    {
        const LoopbackServer server([](const SeenRequest&) {
            return ScriptedAnswer {
                .body = QByteArray(100'000, 'x'), .cutAfter = 5'000, .stallsAfterCut = true};
        });
        HttpClient client(impatient);
        const auto error = httpErrorOf([&] { (void)client.get({.url = server.url()}, 1'000'000); });
        QVERIFY(error);
        QVERIFY(error->isPassing());
        QVERIFY2(std::string(error->what()).find("next to nothing") != std::string::npos, error->what());
    }

    void saysThatNobodyListens()
    {
        QUrl gone;
        {
            const LoopbackServer server([](const SeenRequest&) { return ScriptedAnswer {}; });
            gone = server.url();
        }
        HttpClient client;
        const auto error = httpErrorOf([&] { (void)client.head({.url = gone}); });
        QVERIFY(error);
        QVERIFY(error->isPassing());
        QVERIFY2(std::string(error->what()).find("127.0.0.1 refuses connections") != std::string::npos,
                 error->what());
    }

    void stopsAtOnce()
    {
        QSemaphore asked;
        const LoopbackServer server([&asked](const SeenRequest&) {
            asked.release();
            return ScriptedAnswer {.isSilent = true};
        });
        std::stop_source stop;
        const std::thread::id here = std::this_thread::get_id();
        std::jthread other([&] {
            QVERIFY(std::this_thread::get_id() != here);
            asked.acquire();
            stop.request_stop();
        });
        HttpClient client;
        QVERIFY_THROWS_EXCEPTION(FetchStopped,
                                 (void)client.get({.url = server.url()}, 100, stop.get_token()));
        QVERIFY_THROWS_EXCEPTION(FetchStopped, (void)client.head({.url = server.url()}, stop.get_token()));
    }

    void passesOnWhatTheReceiverThrows()
    {
        const LoopbackServer server([](const SeenRequest&) { return ScriptedAnswer {.body = "body"}; });
        HttpClient client;
        BATHYSCOPE_VERIFY_REFUSED(
            client.stream(
                {.url = server.url()}, [](const HttpAnswer&) {},
                [](const QByteArray&) { throw Error(ErrorKind::FileUnwritable, "the disk is full"); }),
            ErrorKind::FileUnwritable, "the disk is full");
        QCOMPARE(client.get({.url = server.url()}, 100), QByteArray("body")); // and can be used again
    }

private:
    std::optional<FailOnWarning> m_failOnWarning;
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_HttpClient.moc"
