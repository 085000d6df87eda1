// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/text/TokenFrequency.h"
#include "tests/support/Refusal.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <string>

using namespace bathyscope;

namespace {

TokenTypes someTypes()
{
    const std::vector<TokenId> ids {4, 4, 0, 9, 4};
    const std::vector<std::int32_t> lengths {2, 2, 1, 3, 2};
    return makeTokenTypes(ids, lengths);
}

} // namespace

class TestTokenFrequency : public QObject
{
    Q_OBJECT

private slots:
    void ofTheTextIsTheLogarithmOfTheCount();
    void ofTheRankIsTheLogarithmOfTheId();
    void ofATableCountsMissingTypesAsZero();
    void readsATableFromAFile();
    void readsTablesOfOtherPrograms_data();
    void readsTablesOfOtherPrograms();
    void refusesBadTables_data();
    void refusesBadTables();
    void isOfTheChosenSource();
    void refusesTheMissingTableThatWasChosen();
    void sourcesHaveNames();
};

void TestTokenFrequency::ofTheTextIsTheLogarithmOfTheCount()
{
    QCOMPARE(textFrequency(someTypes()), (std::vector<double> {0, std::log(3.0), 0}));
}

void TestTokenFrequency::ofTheRankIsTheLogarithmOfTheId()
{
    QCOMPARE(bpeRankFrequency(someTypes()), (std::vector<double> {0, std::log(5.0), std::log(10.0)}));
}

void TestTokenFrequency::ofATableCountsMissingTypesAsZero()
{
    const TokenCounts counts {{4, 99}, {9, 0}, {5, 1000}};
    QCOMPARE(tableFrequency(someTypes(), counts), (std::vector<double> {0, std::log(100.0), 0}));
    QCOMPARE(countMissing(someTypes(), counts), std::size_t {1});
}

void TestTokenFrequency::readsATableFromAFile()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("counts.csv")).toStdString();
    std::ofstream(path) << "token_id,count\n12,345\n";
    QVERIFY(readTokenCounts(path) == (TokenCounts {{12, 345}}));
    try {
        static_cast<void>(readTokenCounts(folder.filePath(QStringLiteral("none.csv")).toStdString()));
        QFAIL("found");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::FileMissing);
    }
}

void TestTokenFrequency::readsTablesOfOtherPrograms_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("line feeds") << std::string("token_id,count\n3,70\n1,0\n");
    QTest::newRow("no last line feed") << std::string("token_id,count\n3,70\n1,0");
    QTest::newRow("carriage returns") << std::string("token_id,count\r\n3,70\r\n1,0\r\n");
    QTest::newRow("byte order mark") << std::string("\xEF\xBB\xBFtoken_id,count\n3,70\n1,0\n");
}

void TestTokenFrequency::readsTablesOfOtherPrograms()
{
    QFETCH(const std::string, text);
    QVERIFY(parseTokenCounts(text, "t.csv") == (TokenCounts {{3, 70}, {1, 0}}));
}

void TestTokenFrequency::refusesBadTables_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("words");
    const std::string header = "token_id,count\n";
    QTest::newRow("empty") << std::string() << std::string("Line 1 of t.csv must be \"token_id,count\"");
    QTest::newRow("other header") << std::string("id,n\n1,2\n") << std::string("and it is \"id,n\".");
    QTest::newRow("no token") << header << std::string("Line 2 of t.csv is missing");
    QTest::newRow("empty line") << header + "1,2\n\n3,4\n" << std::string("Line 3 of t.csv must be");
    QTest::newRow("one column") << header + "12\n" << std::string("Line 2 of t.csv must be");
    QTest::newRow("three columns") << header + "1,2,3\n" << std::string("and it is \"1,2,3\".");
    QTest::newRow("negative count") << header + "1,-2\n" << std::string("Line 2 of t.csv must be");
    QTest::newRow("negative id") << header + "-1,2\n" << std::string("Line 2 of t.csv must be");
    QTest::newRow("fraction") << header + "1,2.5\n" << std::string("whole numbers from 0");
    QTest::newRow("word") << header + "the,25\n" << std::string("and it is \"the,25\".");
    QTest::newRow("space") << header + "1, 2\n" << std::string("Line 2 of t.csv must be");
    QTest::newRow("too large an id") << header + "99999999999,2\n" << std::string("Line 2 of t.csv must be");
    QTest::newRow("an id twice") << header + "5,2\n6,1\n5,2\n"
                                 << std::string("Line 4 of t.csv gives a second count for token id 5.");
}

void TestTokenFrequency::refusesBadTables()
{
    QFETCH(const std::string, text);
    QFETCH(const std::string, words);
    try {
        static_cast<void>(parseTokenCounts(text, "t.csv"));
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::BadFormat);
        QVERIFY2(std::string(error.what()).find(words) != std::string::npos, error.what());
    }
}

void TestTokenFrequency::isOfTheChosenSource()
{
    const QTemporaryDir folder;
    const std::filesystem::path table = folder.filePath(QStringLiteral("counts.csv")).toStdString();
    std::ofstream(table) << "token_id,count\n4,99\n77,5\n";
    const TokenTypes types = someTypes();
    QCOMPARE(chosenFrequency(types, {}), textFrequency(types));
    QCOMPARE(chosenFrequency(types, {.source = FrequencySource::BpeRank, .table = table}),
             bpeRankFrequency(types));
    QCOMPARE(chosenFrequency(types, {.source = FrequencySource::Table, .table = table}),
             (std::vector<double> {0, std::log(100.0), 0}));
}

void TestTokenFrequency::refusesTheMissingTableThatWasChosen()
{
    const FrequencyChoice choice {.source = FrequencySource::Table, .table = "/no/such/table.csv"};
    BATHYSCOPE_VERIFY_REFUSED((void)chosenFrequency(someTypes(), choice), ErrorKind::FileMissing,
                              "/no/such/table.csv");
}

void TestTokenFrequency::sourcesHaveNames()
{
    QCOMPARE(frequencySourceName(FrequencySource::Corpus), std::string_view("corpus"));
    QCOMPARE(frequencySourceName(FrequencySource::BpeRank), std::string_view("bpe-rank"));
    QCOMPARE(frequencySourceName(FrequencySource::Table), std::string_view("table"));
    for (const FrequencySource source :
         {FrequencySource::Corpus, FrequencySource::BpeRank, FrequencySource::Table}) {
        QVERIFY(parseFrequencySource(frequencySourceName(source)) == source);
    }
    for (const std::string_view name : {"", "Corpus", "corpus ", "rank", "bpe"}) {
        QVERIFY(!parseFrequencySource(name));
    }
}

QTEST_GUILESS_MAIN(TestTokenFrequency)
#include "tst_TokenFrequency.moc"
