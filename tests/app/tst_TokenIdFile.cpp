// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/TokenIdFile.h"
#include "core/support/Error.h"

#include <QTest>

#include <string>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::app;

class TestTokenIdFile : public QObject
{
    Q_OBJECT

private slots:
    void readsOneList();
    void readsOneListAWindow();
    void refusesEverythingElse_data();
    void refusesEverythingElse();
};

void TestTokenIdFile::readsOneList()
{
    const TokenIdLists ids = parseTokenIds("ids.json", " [5, 0,\n2147483647] ");
    QCOMPARE(ids.name, std::string("ids.json"));
    QVERIFY(!ids.oneListPerWindow);
    QCOMPARE(ids.lists, (std::vector<std::vector<TokenId>> {{5, 0, 2147483647}}));
}

void TestTokenIdFile::readsOneListAWindow()
{
    const TokenIdLists ids = parseTokenIds("ids.json", "[[1,2],[],[3]]");
    QVERIFY(ids.oneListPerWindow);
    QCOMPARE(ids.lists, (std::vector<std::vector<TokenId>> {{1, 2}, {}, {3}}));
}

void TestTokenIdFile::refusesEverythingElse_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& json, const char* expected) {
        QTest::newRow(name) << json << QString::fromUtf8(expected);
    };
    row("nothing", "", "it is not JSON at byte 1");
    row("text", "hello", "it is not JSON at byte 1");
    row("cut short", "[1, 2", "it is not JSON at byte 6");
    row("two documents", "[1][2]", "it is not JSON at byte 4");
    row("object", R"({"ids": [1]})", "it holds object");
    row("number", "7", "it holds number");
    row("empty", "[]", "there are none");
    row("empty windows", "[[], []]", "there are none");
    row("negative", "[1, -2]", "entry 1 is -2, but token ids begin at 0");
    row("fraction", "[1.5]", "entry 0 is 1.5, but a token id is a whole number");
    row("exponent", "[1e3]", "a token id is a whole number");
    row("too large", "[2147483648]", "larger than any vocabulary");
    row("beyond 64 bits", "[99999999999999999999999999]", "a token id is a whole number");
    row("beyond double", "[1e999]", "larger than any vocabulary");
    row("text among ids", R"([1, "a"])", "entry 1 is string, not a number");
    row("null", "[null]", "entry 0 is null, not a number");
    row("true", "[true]", "entry 0 is boolean, not a number");
    row("mixed", "[1, [2]]", "entry 1 is array, not a number");
    row("negative in a window", "[[1], [2, -3]]", "entry 1 of window 1 is -3");
    row("nested deeper", "[[[1]]]", "entry 0 of window 0 is array");
    row("deeply nested", std::string(200'000, '['), "it is not JSON");
}

void TestTokenIdFile::refusesEverythingElse()
{
    QFETCH(const std::string, json);
    QFETCH(const QString, expected);
    try {
        const TokenIdLists accepted = parseTokenIds("ids.json", json);
        QFAIL("accepted");
    } catch (const Error& error) {
        const QString sentence = QString::fromUtf8(error.what());
        QCOMPARE(error.kind(), ErrorKind::BadFormat);
        QVERIFY2(sentence.contains(expected), qPrintable(sentence));
        QVERIFY2(sentence.startsWith(QStringLiteral("The token ids in ids.json")), qPrintable(sentence));
    }
}

QTEST_GUILESS_MAIN(TestTokenIdFile)
#include "tst_TokenIdFile.moc"
