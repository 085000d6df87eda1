// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Sha256.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/Refusal.h"
#include "tests/support/TemporaryFolder.h"
#include "ui/hub/FineWebSample.h"

#include <QSemaphore>
#include <QTest>

#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

using namespace bathyscope;
using namespace bathyscope::test;
using namespace bathyscope::ui;

namespace fs = std::filesystem;

namespace {

/// As the real server's, of two documents.
const QByteArray twoRows =
    R"({"features":[{"feature_idx":0,"name":"text","type":{"dtype":"string","_type":"Value"}}],"rows":[)"
    R"({"row_idx":0,"row":{"text":"The deep sea.\nIt is dark.","url":"a.example"},)"
    R"("truncated_cells":[]},)"
    R"({"row_idx":1,"row":{"text":"Bi\u1ec3n s\u00e2u \ud83d\udc19","url":"b.example"},)"
    R"("truncated_cells":[]}],"num_rows_total":14868862,"num_rows_per_page":100,"partial":true})";

std::string readFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void writeFile(const fs::path& path, const std::string& bytes)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

Q_DECLARE_METATYPE(ScriptedAnswer)

/// Every test has a server that answers what `m_answer` says, and an empty cache.
class TestFineWebSample : public QObject
{
    Q_OBJECT

private:
    std::optional<FailOnWarning> m_failOnWarning;
    std::optional<TemporaryFolder> m_folder;
    std::mutex m_mutex;
    ScriptedAnswer m_answer;
    std::optional<LoopbackServer> m_server;
    FineWebSettings m_settings;

    void answerWith(ScriptedAnswer answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(answer);
    }

    [[nodiscard]] Document fetch() const
    {
        return fetchFineWeb(m_settings);
    }

private slots:
    void init()
    {
        m_failOnWarning.emplace();
        m_folder.emplace();
        m_answer = {.body = twoRows};
        m_server.emplace([this](const SeenRequest&) {
            const std::lock_guard lock(m_mutex);
            return m_answer;
        });
        m_settings = FineWebSettings();
        m_settings.server = m_server->url().toString();
        m_settings.cacheFile = m_folder->path() / "cache/fineweb";
    }

    void cleanup()
    {
        m_server.reset();
        m_folder.reset();
        m_failOnWarning.reset();
    }

    void rowsBecomeDocuments()
    {
        const Document document = fetch();
        QCOMPARE(document.text, "The deep sea.\nIt is dark.<|endoftext|>Biển sâu \U0001f419");
        QCOMPARE(document.numDocuments, 2U);
        QCOMPARE(document.name, "FineWeb");
        QVERIFY(missingWord(document.origin, "HuggingFaceFW/fineweb|sample-10BT|ODC-By 1.0").empty());
        QVERIFY(!fs::exists(m_settings.cacheFile.string() + ".incomplete"));
    }

    void asksOnceForTheFirstHundredRows()
    {
        m_settings.token = "secret";
        std::string asked;
        (void)fetchFineWeb(m_settings, {}, [&asked](const std::string& host) { asked = host; });
        QCOMPARE(asked, std::string("127.0.0.1"));
        QCOMPARE(m_server->requests().size(), 1U);
        const SeenRequest request = m_server->requests().front();
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.path,
                 QByteArray("/rows?dataset=HuggingFaceFW%2Ffineweb&config=sample-10BT&split=train&offset=0"
                            "&length=100"));
        QCOMPARE(request.header("authorization"), QByteArray("Bearer secret"));
    }

    void theTokenGoesToThatServerOnly()
    {
        const LoopbackServer other([](const SeenRequest&) { return ScriptedAnswer {.body = twoRows}; });
        m_settings.token = "secret";
        answerWith({.status = 302, .headers = {{"Location", other.url().toEncoded()}}, .body = {}});
        (void)fetch();
        QCOMPARE(other.requests().size(), 1U);
        QVERIFY(other.requests().front().header("authorization").isEmpty());
    }

    /// The same text, with the same digest, whatever else the server says beside it.
    void isKeptAndReadAgain()
    {
        const Document first = fetch();
        answerWith({.status = 500});
        m_settings.isOffline = true;
        bool isAsked = false;
        const Document again =
            fetchFineWeb(m_settings, {}, [&isAsked](const std::string&) { isAsked = true; });
        QVERIFY(!isAsked);
        QCOMPARE(m_server->requests().size(), 1U);
        QCOMPARE(again.text, first.text);
        QCOMPARE(again.sha256, first.sha256);
        QCOMPARE(again.origin, first.origin);

        m_settings.isOffline = false;
        m_settings.cacheFile = m_folder->path() / "another";
        answerWith({.body = QByteArray(twoRows).replace("14868862", "15000000")});
        QCOMPARE(fetch().sha256, first.sha256);
    }

    void aDamagedCopyIsFetchedAgain_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("a digest alone") << QByteArray(64, 'a');
        QTest::newRow("another text") << QByteArray(64, 'a') + "\n{\"text\":\"other\"}\n";
        QTest::newRow("right digest of nothing") << QByteArray::fromStdString(sha256Of("")) + '\n';
        QTest::newRow("right digest of what is no text")
            << QByteArray::fromStdString(sha256Of("no lines\n")) + "\nno lines\n";
        QTest::newRow("binary") << QByteArray(10'000, '\0');
        QTest::newRow("last line lost") << QByteArray("cut");
        QTest::newRow("too large") << QByteArray(2'000'000, '\n');
    }

    void aDamagedCopyIsFetchedAgain()
    {
        QFETCH(const QByteArray, damage);
        m_settings.maxBytes = 1'000'000;
        const Document whole = fetch();
        const std::string kept = readFile(m_settings.cacheFile);
        writeFile(m_settings.cacheFile,
                  damage == "cut" ? kept.substr(0, kept.rfind('\n', kept.size() - 2) + 1)
                                  : damage.toStdString());
        QCOMPARE(fetch().text, whole.text);
        QCOMPARE(m_server->requests().size(), 2U);
        QCOMPARE(readFile(m_settings.cacheFile), kept);
    }

    void aTextThatCannotBeKeptIsReadAllTheSame()
    {
        writeFile(m_folder->path() / "cache", "a file where the folder should be");
        QCOMPARE(fetch().numDocuments, 2U);
        fs::remove(m_folder->path() / "cache");
        {
            const FileSizeLimit fullDisk(50);
            QCOMPARE(fetch().numDocuments, 2U);
        }
        QVERIFY(!fs::exists(m_settings.cacheFile));
        QVERIFY(fs::is_empty(m_settings.cacheFile.parent_path()));
    }

    void saysThatItIsOffline()
    {
        m_settings.isOffline = true;
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network,
                                  "not on this machine|HF_HUB_OFFLINE|open a text file instead");
        QVERIFY(m_server->requests().empty());
    }

    void saysWhatWentWrong_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const ScriptedAnswer& answer, const char* words,
                            const char* token = "") {
            QTest::newRow(name) << answer << QByteArray(token) << QByteArray(words);
        };
        row("401", {.status = 401}, "127.0.0.1 answered 401|try again later, or open a text file instead");
        row("401, with a token", {.status = 401}, "does not accept the token (401)|HF_TOKEN", "secret");
        row("403", {.status = 403}, "127.0.0.1 answered 403|open a text file instead");
        row("403, with a token", {.status = 403}, "does not accept the token (403)|HF_TOKEN", "secret");
        row("404", {.status = 404}, "127.0.0.1 answered 404|open a text file instead");
        row("429", {.status = 429}, "answered 429|try again later");
        row("429, 45 s", {.status = 429, .headers = {{"Retry-After", "45"}}}, "too many requests|in 45 s");
        row("429, 10 min", {.status = 429, .headers = {{"Retry-After", "600"}}},
            "too many requests|in 10 min");
        row("429, a date", {.status = 429, .headers = {{"Retry-After", "Thu, 01 Jan 2026 00:00:00 GMT"}}},
            "answered 429|try again later");
        row("500", {.status = 500, .body = R"({"error":"The server is busier than usual."})"},
            "answered 500|try again later");
        row("a log-in page", {.body = "<!DOCTYPE html><title>Free Wi-Fi</title>"},
            "did not answer in JSON|log-in|then try again");
        row("empty", {.body = ""}, "did not answer in JSON");
        row("cut JSON", {.body = twoRows.first(300)}, "did not answer in JSON");
        row("no UTF-8", {.body = "{\"rows\":[{\"row\":{\"text\":\"\xff\xfe\"}}]}"}, "did not answer in JSON");
        row("an abyss", {.body = QByteArray(100'000, '[')}, "did not answer in JSON");
        row("an array", {.body = "[1, 2]"}, "no list of rows|try again later");
        row("an error", {.body = R"({"error":"Not found."})"}, "no list of rows");
        row("rows are none", {.body = R"({"rows":7})"}, "no list of rows");
        row("row is none", {.body = R"({"rows":[7]})"}, "row 1 has no text|try again later");
        row("text is none", {.body = R"({"rows":[{"row":{"text":"a"}},{"row":{"text":[]}}]})"},
            "row 2 has no text");
        row("NUL", {.body = R"({"rows":[{"row":{"text":"a\u0000b"}}]})"}, "row 1|U+0000");
        row("no rows", {.body = R"({"rows":[]})"}, "no documents to give|try again later");
        row("empty rows", {.body = R"({"rows":[{"row":{"text":""}}]})"}, "no documents to give");
        row("cut rows", {.body = R"({"rows":[{"row":{"text":"abc"},"truncated_cells":["text"]}]})"},
            "no documents to give");
        row("too large", {.body = QByteArray(100'001, ' ')}, "more than 100000 bytes|try again later");
        row("a cut", {.body = twoRows, .cutAfter = 100}, "127.0.0.1 was cut; try again");
        row("silence", {.isSilent = true}, "next to nothing|try again");
        row("a redirection elsewhere", {.status = 302, .headers = {{"Location", "ftp:elsewhere"}}},
            "no address of a web server");
    }

    void saysWhatWentWrong()
    {
        QFETCH(const ScriptedAnswer, answer);
        QFETCH(const QByteArray, token);
        QFETCH(const QByteArray, words);
        answerWith(answer);
        m_settings.token = token;
        m_settings.maxBytes = 100'000;
        m_settings.patience.stallTime = std::chrono::milliseconds {200};
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, words.toStdString());
        QVERIFY(!fs::exists(m_settings.cacheFile));
        answerWith({.body = twoRows});
        QCOMPARE(fetch().numDocuments, 2U);
    }

    void saysThatNobodyListens()
    {
        m_server.reset();
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "127.0.0.1 refuses connections");
        m_settings.server = QStringLiteral("no address");
        BATHYSCOPE_VERIFY_REFUSED((void)fetch(), ErrorKind::Network, "no address of a web server");
    }

    void whatTheServerHasCutIsLeftOut()
    {
        answerWith({.body = R"({"rows":[{"row":{"text":"whole"},"truncated_cells":["url"]},
                                        {"row":{"text":"cu"},"truncated_cells":["url","text"]}]})"});
        QCOMPARE(fetch().text, "whole");
    }

    /// Of half a surrogate pair and the like something legible is made, and no text has two ends.
    void oddTextsAreTexts()
    {
        answerWith({.body =
                        R"({"rows":[{"row":{"text":"a\ud800b"}},{"row":{"text":"\u0001\u2028\u0022\u005c"}},)"
                        R"({"row":{"text":""}},{"row":{"text":"c<|endoftext|>d"}}]})"});
        const Document document = fetch();
        QCOMPARE(document.text, "a\uFFFDb<|endoftext|>\u0001\u2028\"\\<|endoftext|>c<|endoftext|>d");
        QCOMPARE(fetch().text, document.text); // from the copy
    }

    void stopsAtOnce()
    {
        QSemaphore asked;
        const LoopbackServer silent([&asked](const SeenRequest&) {
            asked.release();
            return ScriptedAnswer {.isSilent = true};
        });
        m_settings.server = silent.url().toString();
        std::stop_source stop;
        const std::jthread other([&] {
            asked.acquire();
            stop.request_stop();
        });
        QVERIFY_THROWS_EXCEPTION(FetchStopped, (void)fetchFineWeb(m_settings, stop.get_token()));
    }

    void aNameMeansTheSample()
    {
        QVERIFY(isFineWebName("fineweb"));
        QVERIFY(isFineWebName("FineWeb"));
        QVERIFY(!isFineWebName("./fineweb"));
        QVERIFY(!isFineWebName("fineweb.txt"));
        QVERIFY(!isFineWebName(""));
    }

    void theEnvironmentNamesServerAndCache()
    {
        qputenv("XDG_CACHE_HOME", "/somewhere");
        qputenv("HF_TOKEN", "secret");
        qputenv("HF_HUB_OFFLINE", "1");
        qputenv("BATHYSCOPE_DATASETS_SERVER", "http://127.0.0.1:1/mirror//");
        FineWebSettings settings = FineWebSettings::fromEnvironment();
        QCOMPARE(settings.server, QStringLiteral("http://127.0.0.1:1/mirror"));
        QCOMPARE(settings.token, QByteArray("secret"));
        QVERIFY(settings.isOffline);
        QCOMPARE(settings.cacheFile, fs::path("/somewhere/bathyscope/fineweb-sample-10BT"));
        qunsetenv("BATHYSCOPE_DATASETS_SERVER");
        qunsetenv("HF_HUB_OFFLINE");
        settings = FineWebSettings::fromEnvironment();
        QCOMPARE(settings.server, QStringLiteral("https://datasets-server.huggingface.co"));
        QVERIFY(!settings.isOffline);
    }
};

QTEST_GUILESS_MAIN(TestFineWebSample)
#include "tst_FineWebSample.moc"
