// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "tests/app/Program.h"
#include "tests/support/LoopbackServer.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <string>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

const QByteArray twoDocuments =
    "{\"id\": 1, \"text\": \"The deep sea is dark and cold, and few have seen it.\", \"title\": \"Sea\"}\n"
    "{\"id\": 2, \"text\": \"Two octopuses read a book.\", \"title\": \"Octopus\"}\n";

/// Texts of the tokens that `tokenize --json` has written, joined.
std::string joinedTokens(const QByteArray& json)
{
    std::string joined;
    for (const nlohmann::json& token : nlohmann::json::parse(json.toStdString())) {
        joined += token.at("text").get<std::string>();
    }
    return joined;
}

} // namespace

/// Where texts come from, and where their documents end: the same for each command that reads one.
class TestCliTexts : public QObject
{
    Q_OBJECT

private slots:
    void tokenizesAFieldOfJsonLines_data();
    void tokenizesAFieldOfJsonLines();
    void readsFilesOfAnyName_data();
    void readsFilesOfAnyName();
    void windowsEndWithDocumentsInRunAndCapture();
    void readsOnOverDocumentsUnlessAsked();
    void refusesHostileLinesInOneSentence_data();
    void refusesHostileLinesInOneSentence();
    void readsALineOfTenMegabytes();
    void fetchesTheSampleOfFineWebOnce();
    void saysWhyTheSampleOfFineWebIsNotThere();

private:
    Scratch m_scratch;
};

void TestCliTexts::tokenizesAFieldOfJsonLines_data()
{
    QTest::addColumn<bool>("isStandardInput");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("file") << false << ""
                          << "The deep sea is dark and cold, and few have seen it.<|endoftext|>Two octopuses "
                             "read a book.";
    QTest::newRow("file, another field") << false << "title"
                                         << "Sea<|endoftext|>Octopus";
    QTest::newRow("standard input, with a field") << true << "title"
                                                  << "Sea<|endoftext|>Octopus";
    QTest::newRow("standard input is plain text") << true << "" << QString::fromUtf8(twoDocuments);
}

void TestCliTexts::tokenizesAFieldOfJsonLines()
{
    QFETCH(const bool, isStandardInput);
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    const QString file = m_scratch.write("two.jsonl", twoDocuments);
    QStringList arguments = words("tokenize --model sample-12 --json --text")
        + QStringList {isStandardInput ? QStringLiteral("-") : file};
    if (!field.isEmpty()) {
        arguments += {QStringLiteral("--field"), field};
    }
    const Outcome outcome = runProgram(arguments, isStandardInput ? twoDocuments : QByteArray());
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QCOMPARE(QString::fromStdString(joinedTokens(outcome.out)), text);
}

void TestCliTexts::readsFilesOfAnyName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("spaces and quotes") << QByteArray("a 'b' \"c\".txt");
    QTest::newRow("a line feed") << QByteArray("a\nb.txt");
    QTest::newRow("percent and braces") << QByteArray("%s%n {0} {}.txt");
    QTest::newRow("other scripts") << QByteArray("Nước sâu \U0001f419.txt");
    QTest::newRow("a leading dash") << QByteArray("--tokens.txt");
}

void TestCliTexts::readsFilesOfAnyName()
{
    QFETCH(const QByteArray, name);
    const QString file = m_scratch.write(name.constData(), "deep sea");
    const Outcome outcome =
        runProgram(words("tokenize --model sample-12 --json --text") + QStringList {file});
    QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    QCOMPARE(joinedTokens(outcome.out), std::string("deep sea"));
    const Outcome missing =
        runProgram(words("tokenize --model sample-12 --text") + QStringList {file + QStringLiteral("-not")});
    QCOMPARE(missing.exitStatus, 1);
    QVERIFY(missing.err.contains(QStringLiteral("does not exist")));
}

void TestCliTexts::windowsEndWithDocumentsInRunAndCapture()
{
    const QString file = m_scratch.write("two.jsonl", twoDocuments);
    const QString run = m_scratch.path("split.safetensors");
    const Outcome analyzed =
        runProgram(words("analyze --model sample-12 --split-documents --window 64 --quiet --text")
                   + QStringList {file, QStringLiteral("--out"), run});
    QVERIFY2(analyzed.exitStatus == 0, qPrintable(analyzed.err));
    const auto read = readRunFile(run.toStdString());
    QVERIFY(read->info->splitsDocuments);
    const TokenWindows& windows = read->info->windows;
    QCOMPARE(windows.windows().size(), 2U);
    QCOMPARE(windows.windows()[1].firstToken, windows.windows()[0].numTokens);
    QCOMPARE(read->info->features->position[windows.windows()[1].firstToken], 0);

    const Outcome described = runProgram(words("info") + QStringList {run});
    QVERIFY2(described.out.contains("in 2 windows"), described.out.constData());
    QVERIFY2(described.out.contains("end with documents"), described.out.constData());

    const QString capture = m_scratch.path("acts.safetensors");
    const Outcome captured =
        runProgram(words("capture --model sample-12 --split-documents --window 64 --layers 0 --quiet --text")
                   + QStringList {file, QStringLiteral("--out"), capture});
    QVERIFY2(captured.exitStatus == 0, qPrintable(captured.err));
    const SafetensorsFile tensors(capture.toStdString());
    const TensorView* ids = tensors.find("tokens.ids");
    QVERIFY(ids != nullptr);
    QCOMPARE(ids->shape.front(), static_cast<std::int64_t>(windows.numTokens()));
}

void TestCliTexts::readsOnOverDocumentsUnlessAsked()
{
    const QString file = m_scratch.write("two.jsonl", twoDocuments);
    const QString run = m_scratch.path("joined.safetensors");
    const Outcome analyzed = runProgram(words("analyze --model sample-12 --window 64 --quiet --text")
                                        + QStringList {file, QStringLiteral("--out"), run});
    QVERIFY2(analyzed.exitStatus == 0, qPrintable(analyzed.err));
    const auto read = readRunFile(run.toStdString());
    QVERIFY(!read->info->splitsDocuments);
    QCOMPARE(read->info->windows.windows().size(), 1U);
}

void TestCliTexts::refusesHostileLinesInOneSentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("no JSON") << QByteArray("{\"text\": \"a\"}\nThe deep sea\n") << "Line 2 of hostile.jsonl";
    QTest::newRow("deep nesting") << QByteArray(1'000'000, '[') << "Line 1 of hostile.jsonl is an array";
    QTest::newRow("deeper") << QByteArray("{\"a\":").repeated(1'000'000) << "64 levels";
    QTest::newRow("the field twice") << QByteArray(R"({"text": "a", "text": "b"})") << "more than once";
    QTest::newRow("another type") << QByteArray("{\"text\": 5}") << "a number in its field";
    QTest::newRow("another field") << QByteArray(R"({"content": "a"})") << "it has \"content\"";
    QTest::newRow("a NUL") << QByteArray(R"({"text": "a\u0000"})") << "U+0000";
    QTest::newRow("a bare NUL") << QByteArray("{\"text\": \"a\"}\n\0", 15) << "line 2";
    QTest::newRow("not closed behind ill-formed UTF-8") << QByteArray("{\"text\": \"\xff\"") << "is no JSON";
    QTest::newRow("a pointer") << QByteArray(
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n")
                               << "git lfs pull";
    QTest::newRow("a web page") << QByteArray("<!DOCTYPE html>\n<html></html>\n") << "a web page (HTML)";
    QTest::newRow("nothing") << QByteArray("\n\n") << "has no lines";
}

void TestCliTexts::refusesHostileLinesInOneSentence()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, words);
    const QString file = m_scratch.write("hostile.jsonl", bytes);
    const Outcome outcome = runProgram(test::words("tokenize --model sample-12 --text") + QStringList {file});
    QCOMPARE(outcome.exitStatus, 1);
    QVERIFY2(outcome.err.contains(words), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QVERIFY(outcome.err.size() < 500);
    QVERIFY(outcome.out.isEmpty());
}

void TestCliTexts::readsALineOfTenMegabytes()
{
    // Words without a line feed, and one word without a space.
    const QByteArray wordsOnly = QByteArray("deep sea ").repeated(1'200'000);
    const QByteArray oneWord = QByteArray("deep").repeated(2'500'000);
    for (const QByteArray& text : {wordsOnly, oneWord}) {
        const QString file = m_scratch.write("long.txt", text);
        const Outcome outcome = runProgram(
            test::words("analyze --model sample-12 --tokens 64 --window 64 --permutations 0 --quiet --text")
            + QStringList {file, QStringLiteral("--out"), m_scratch.path("long.safetensors")});
        QVERIFY2(outcome.exitStatus == 0, qPrintable(outcome.err));
    }
}

void TestCliTexts::fetchesTheSampleOfFineWebOnce()
{
    const LoopbackServer server([](const SeenRequest&) {
        return ScriptedAnswer {
            .body = R"({"rows":[{"row":{"text":"The deep sea is dark and cold, and few have seen it."}},
                                {"row":{"text":"Two octopuses read a book about the deep sea."}}]})"};
    });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("BATHYSCOPE_DATASETS_SERVER"), server.url().toString());
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_scratch.path("cache"));
    environment.insert(QStringLiteral("HF_HUB_OFFLINE"), QStringLiteral("0"));
    const QString run = m_scratch.path("web.safetensors");
    const Outcome analyzed =
        runProgram(words("analyze --model sample-12 --text fineweb --split-documents --window 64 --out")
                       + QStringList {run},
                   {}, environment);
    QVERIFY2(analyzed.exitStatus == 0, qPrintable(analyzed.err));
    QVERIFY2(analyzed.err.contains(QStringLiteral("fetching the sample of FineWeb from 127.0.0.1")),
             qPrintable(analyzed.err));
    const auto read = readRunFile(run.toStdString());
    QCOMPARE(read->info->windows.windows().size(), 2U);
    QCOMPARE(read->info->textName, std::string("FineWeb"));
    QVERIFY(read->info->textOrigin.find("ODC-By 1.0") != std::string::npos);
    const SafetensorsFile file(run.toStdString());
    const auto text = nlohmann::json::parse(file.metadata().at("text"));
    QVERIFY(text.at("origin").get<std::string>().find("HuggingFaceFW/fineweb") != std::string::npos);

    environment.insert(QStringLiteral("HF_HUB_OFFLINE"), QStringLiteral("1"));
    const Outcome again =
        runProgram(words("tokenize --model sample-12 --json --text FineWeb"), {}, environment);
    QVERIFY2(again.exitStatus == 0, qPrintable(again.err));
    QVERIFY(again.err.isEmpty());
    QCOMPARE(
        joinedTokens(again.out),
        std::string("The deep sea is dark and cold, and few have seen it.<|endoftext|>Two octopuses read a "
                    "book about the deep sea."));
    QCOMPARE(server.requests().size(), 1U);
}

void TestCliTexts::saysWhyTheSampleOfFineWebIsNotThere()
{
    const LoopbackServer server([](const SeenRequest&) { return ScriptedAnswer {.status = 404}; });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("BATHYSCOPE_DATASETS_SERVER"), server.url().toString());
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), m_scratch.path("empty"));
    environment.insert(QStringLiteral("HF_HUB_OFFLINE"), QStringLiteral("0"));
    const QStringList arguments = words("tokenize --model sample-12 --text fineweb");
    const Outcome absent = runProgram(arguments, {}, environment);
    QCOMPARE(absent.exitStatus, 1);
    QVERIFY2(absent.err.contains(QStringLiteral("127.0.0.1 answered 404")), qPrintable(absent.err));
    environment.insert(QStringLiteral("HF_HUB_OFFLINE"), QStringLiteral("1"));
    const Outcome offline = runProgram(arguments, {}, environment);
    QCOMPARE(offline.exitStatus, 1);
    QVERIFY2(offline.err.contains(QStringLiteral("HF_HUB_OFFLINE")), qPrintable(offline.err));
    QCOMPARE(server.requests().size(), 1U);
}

QTEST_GUILESS_MAIN(TestCliTexts)
#include "tst_CliTexts.moc"
