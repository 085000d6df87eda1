// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/Resources.h"
#include "core/text/Corpus.h"
#include "core/text/Tokenizer.h"
#include "tests/support/Refusal.h"
#include "tests/support/TestData.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace bathyscope {

class TestCorpus : public QObject
{
    Q_OBJECT

private slots:
    void keepsWellFormedTextAsItIs();
    void replacesAndReportsWhatIsIllFormed();
    void dropsAByteOrderMarkAndNothingElse();
    void refusesWhatIsNoText_data();
    void refusesWhatIsNoText();
    void countsDocuments_data();
    void countsDocuments();
    void readsAFile();
    void readsJsonLinesByNameOrFieldAndAnyName_data();
    void readsJsonLinesByNameOrFieldAndAnyName();
    void joinsTheTextsOfJsonLines();
    void saysWhatWasReplacedInJsonLines();
    void aFileMayHaveAnyName();
    void refusesJsonLinesThatAreNoText();
    void readsATenMegabyteLine();
    void refusesWhatCannotBeRead();
    void sampleTextIsLongEnoughForADefaultRun_data();
    void sampleTextIsLongEnoughForADefaultRun();

private:
    QTemporaryDir m_folder;
};

void TestCorpus::keepsWellFormedTextAsItIs()
{
    const std::string text = "First line\r\n\tsecond, \u6df1\u3044\U0001f419\u00e9e\u0301\n";
    const Document document = makeDocument("memory", text);
    QCOMPARE(document.name, std::string("memory"));
    QCOMPARE(document.text, text);
    QCOMPARE(document.numCodePoints, 28U); // Python: len(text)
    QCOMPARE(document.numReplaced, 0U);
    // sha256sum of "abc", FIPS 180-2 appendix B.1
    QCOMPARE(makeDocument("abc", "abc").sha256,
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(makeDocument("empty", "").numCodePoints, 0U);
}

void TestCorpus::replacesAndReportsWhatIsIllFormed()
{
    const Document document = makeDocument("latin-1", "caf\xe9 \xf0\x9f\x90, \xff");
    QCOMPARE(document.text, std::string("caf\uFFFD \uFFFD, \uFFFD"));
    QCOMPARE(document.numCodePoints, 9U);
    QCOMPARE(document.numReplaced, 3U);
    QCOMPARE(document.firstReplacedByte, 3U);
    QCOMPARE(document.firstReplacedLine, 1U);
    QCOMPARE(makeDocument("later", "a\n\nb\xff\n\xff").firstReplacedLine, 3U);
}

void TestCorpus::dropsAByteOrderMarkAndNothingElse()
{
    const std::string marked = "\xEF\xBB\xBF"
                               "deep\xEF\xBB\xBF";
    const Document document = makeDocument("marked", marked);
    QCOMPARE(document.text, std::string("deep\xEF\xBB\xBF"));
    QCOMPARE(document.numCodePoints, 5U);
    QVERIFY(document.sha256 != makeDocument("unmarked", document.text).sha256); // of the bytes as they were

    const Document broken = makeDocument("marked and broken",
                                         "\xEF\xBB\xBF"
                                         "a\x80");
    QCOMPARE(broken.text, std::string("a\uFFFD"));
    QCOMPARE(broken.firstReplacedByte, 4U); // in the source, the mark counted
    QCOMPARE(makeDocument("only a mark", "\xEF\xBB\xBF").text, std::string());
}

void TestCorpus::refusesWhatIsNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("UTF-16, little-endian") << QByteArray("\xFF\xFE\x61\x00", 4) << QStringLiteral("UTF-16");
    QTest::newRow("UTF-16, big-endian") << QByteArray("\xFE\xFF\x00\x61", 4) << QStringLiteral("UTF-16");
    QTest::newRow("UTF-32") << QByteArray("\xFF\xFE\x00\x00", 4) << QStringLiteral("UTF-32");
    QTest::newRow("Git LFS pointer")
        << QByteArray("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
        << QStringLiteral("is a Git LFS pointer, a note that stands for the file; run 'git lfs pull'");
    QTest::newRow("NUL byte") << QByteArray("text\0text", 9) << QStringLiteral("byte 4 is zero");
}

void TestCorpus::refusesWhatIsNoText()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, words);
    try {
        static_cast<void>(makeDocument("strange.txt", bytes.toStdString()));
        QFAIL("no text, and accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::BadFormat);
        QVERIFY2(QString::fromUtf8(error.what()).contains(words), error.what());
        QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("strange.txt")), error.what());
    }
}

void TestCorpus::countsDocuments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("number");
    QTest::newRow("none") << QByteArray() << 0;
    QTest::newRow("one") << QByteArray("deep") << 1;
    QTest::newRow("two") << QByteArray("deep<|endoftext|>sea") << 2;
    QTest::newRow("empty ones") << QByteArray("<|endoftext|>deep<|endoftext|><|endoftext|>sea<|endoftext|>")
                                << 2;
    QTest::newRow("half a separator") << QByteArray("deep<|endoftext|sea") << 1;
}

void TestCorpus::countsDocuments()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, number);
    QCOMPARE(makeDocument("memory", text.toStdString()).numDocuments, static_cast<std::size_t>(number));
}

void TestCorpus::readsJsonLinesByNameOrFieldAndAnyName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("by name") << "a.jsonl" << QString() << "deep<|endoftext|>sea";
    QTest::newRow("by another name") << "a b.NDJSON" << QString() << "deep<|endoftext|>sea";
    QTest::newRow("by field") << "a.txt"
                              << "text"
                              << "deep<|endoftext|>sea";
    QTest::newRow("another field") << "a.jsonl"
                                   << "id"
                                   << "1<|endoftext|>2";
    QTest::newRow("a line feed in the name") << "a\n.jsonl" << QString() << "deep<|endoftext|>sea";
    QTest::newRow("quotes and a percent sign") << "\"%s\" 'ể'.jsonl" << QString() << "deep<|endoftext|>sea";
    QTest::newRow("plain") << "--text.txt" << QString()
                           << "{\"text\": \"deep\", \"id\": \"1\"}\n{\"text\": \"sea\", \"id\": \"2\"}\n";
}

void TestCorpus::readsJsonLinesByNameOrFieldAndAnyName()
{
    QFETCH(const QString, name);
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"text\": \"deep\", \"id\": \"1\"}\n{\"text\": \"sea\", \"id\": \"2\"}\n");
    file.close();
    const Document document = readDocument(
        file.fileName().toStdString(), field.isEmpty() ? std::nullopt : std::optional(field.toStdString()));
    QCOMPARE(QString::fromStdString(document.text), text);
    QCOMPARE(QString::fromStdString(document.name), name);
}

void TestCorpus::joinsTheTextsOfJsonLines()
{
    const std::string bytes = "\xEF\xBB\xBF{\"text\": \"Nước\"}\r\n\n{\"text\": \"\"}\n{\"text\": \"a\\nb\"}";
    const Document document = makeJsonLinesDocument("memory", bytes);
    QCOMPARE(document.text, std::string("Nước<|endoftext|>a\nb"));
    QCOMPARE(document.numDocuments, 2U);
    QCOMPARE(document.numCodePoints, 20U);
    QCOMPARE(document.sha256, makeDocument("the same bytes", bytes).sha256);
}

void TestCorpus::saysWhatWasReplacedInJsonLines()
{
    const std::string bytes =
        "\xEF\xBB\xBF{\"text\": \"a\", \"score\": NaN}\n{\"text\": \"caf\xe9 \\ud83d\"}";
    const Document document = makeJsonLinesDocument("memory", bytes);
    QCOMPARE(document.text, std::string("a<|endoftext|>caf\uFFFD \uFFFD"));
    QCOMPARE(document.numReplaced, 2U);
    QCOMPARE(document.firstReplacedLine, 2U);
    QCOMPARE(document.firstReplacedByte, bytes.find('\xe9'));
}

void TestCorpus::aFileMayHaveAnyName()
{
    const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString()) / "caf\xE9.txt";
    std::ofstream(path) << "deep";
    const Document document = readDocument(path);
    QCOMPARE(document.text, std::string("deep"));
    QCOMPARE(document.name, std::string("caf\\xE9.txt")); // valid UTF-8: a run file keeps it
}

void TestCorpus::refusesJsonLinesThatAreNoText()
{
    BATHYSCOPE_VERIFY_REFUSED(
        static_cast<void>(makeJsonLinesDocument("strange.jsonl", "\n <!DOCTYPE HTML>\n<html>")),
        ErrorKind::BadFormat, "The text strange.jsonl is a web page (HTML)|/resolve/");
    BATHYSCOPE_VERIFY_REFUSED(
        static_cast<void>(makeJsonLinesDocument("strange.jsonl", std::string("{}\n\0", 4))),
        ErrorKind::BadFormat, "strange.jsonl|byte 3 is zero|line 2");
    BATHYSCOPE_VERIFY_REFUSED(static_cast<void>(makeJsonLinesDocument("strange.jsonl", "\xFF\xFE{}")),
                              ErrorKind::BadFormat, "UTF-16");
}

void TestCorpus::readsATenMegabyteLine()
{
    constexpr std::size_t numBytes = 10'000'000;
    const Document plain = makeDocument("memory", std::string(numBytes, 'x'));
    QCOMPARE(plain.numCodePoints, numBytes);
    const std::string line = R"({"text": ")" + std::string(numBytes, 'x') + "\"}";
    const Document lines = makeJsonLinesDocument("memory", line);
    QCOMPARE(lines.text, plain.text);
}

void TestCorpus::readsAFile()
{
    // Longer than one read, with a character across the border of two reads
    const QByteArray text = QByteArray((1 << 18) - 1, 'a') + "\u6df1" + QByteArray(1000, 'b');
    QFile file(m_folder.filePath(QStringLiteral("text.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const Document document = readDocument(file.fileName().toStdString());
    QCOMPARE(document.name, std::string("text.txt"));
    QCOMPARE(document.text, text.toStdString());
    QCOMPARE(document.numReplaced, 0U);
    QCOMPARE(document.numCodePoints, static_cast<std::size_t>(text.size() - 2));
}

void TestCorpus::refusesWhatCannotBeRead()
{
    const auto thrownFor = [](const QString& path) {
        try {
            static_cast<void>(readDocument(path.toStdString()));
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::Internal;
    };
    QCOMPARE(thrownFor(m_folder.filePath(QStringLiteral("missing.txt"))), ErrorKind::FileMissing);
    QCOMPARE(thrownFor(m_folder.path()), ErrorKind::FileUnreadable);
}

/// A default run reads 8,192 tokens.
void TestCorpus::sampleTextIsLongEnoughForADefaultRun_data()
{
    QTest::addColumn<QString>("vocabularyFolder");
    QTest::newRow("GPT-2's vocabulary") << QString::fromStdString(test::testData("gpt2-vocab").string());
    QTest::newRow("sample models' vocabulary")
        << QString::fromStdString((resourcesFolder() / "sample-models" / "sample-12").string());
}

void TestCorpus::sampleTextIsLongEnoughForADefaultRun()
{
    QFETCH(const QString, vocabularyFolder);
    const std::filesystem::path folder = vocabularyFolder.toStdString();
    const auto tokenizer = Tokenizer::load(folder / "vocab.json", folder / "merges.txt");
    const Document document = readDocument(resourcesFolder() / "sample-text.txt");
    QCOMPARE(document.numReplaced, 0U);
    const std::vector<TokenId> ids = tokenizer->encode(document.text);
    QVERIFY2(ids.size() >= 8400, qPrintable(QString::number(ids.size())));
    QCOMPARE(tokenizer->decode(ids), document.text);
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestCorpus)
#include "tst_Corpus.moc"
