// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/AddedTokens.h"
#include "tests/support/Refusal.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <string>

using namespace bathyscope;

/// Beside GPT-2's vocabulary, whose last token is <|endoftext|>, 50256.
class TestAddedTokens : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsNotRead_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("words"); // empty: nothing is said
        const auto row = [](const char* name, const char* file, const char* words) {
            QTest::newRow(name) << QByteArray(file) << QByteArray(words);
        };
        row("no file", nullptr, "");
        row("the vocabulary's own", "{\"<|endoftext|>\": 50256}", "");
        row("none", "{}", "");
        row("one", "{\"<|pad|>\": 50257}",
            "names 1 token beyond vocab.json (\"<|pad|>\"), which is not read");
        row("some", "{\"<|endoftext|>\": 50256, \"a\": 50257, \"b\": 50258, \"c\": 50259, \"d\": 50260}",
            "names 4 tokens beyond vocab.json (\"a\", \"b\", \"c\", …), which are not read");
        row("another id", "{\"<|endoftext|>\": 7}", "names 1 token beyond");
        row("an id that is none", "{\"<|pad|>\": -1}", "names 1 token beyond");
        row("no JSON", "{", "added_tokens.json is not JSON");
    }

    void saysWhatIsNotRead()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, words);
        const QTemporaryDir folder;
        const std::filesystem::path vocabulary =
            std::filesystem::path(folder.path().toStdString()) / "vocab.json";
        if (!file.isNull()) {
            std::ofstream(vocabulary.parent_path() / "added_tokens.json") << file.toStdString();
        }
        const auto tokenizer =
            Tokenizer::load(test::testData("gpt2-vocab/vocab.json"), test::testData("gpt2-vocab/merges.txt"));
        const std::string warning = addedTokensWarning(vocabulary, *tokenizer);
        QCOMPARE(warning.empty(), words.isEmpty());
        QVERIFY2(warning.find(words.toStdString()) != std::string::npos, warning.c_str());
    }
};

QTEST_GUILESS_MAIN(TestAddedTokens)
#include "tst_AddedTokens.moc"
