// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/Resources.h"
#include "core/support/Utf8.h"
#include "core/text/ByteAlphabet.h"
#include "core/text/FileBytes.h"
#include "core/text/Tokenizer.h"
#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <thread>

namespace bathyscope {
namespace {

using nlohmann::json;

std::shared_ptr<const Tokenizer> loadFolder(const std::filesystem::path& folder)
{
    return Tokenizer::load(folder / "vocab.json", folder / "merges.txt");
}

const Tokenizer& gpt2()
{
    static const auto tokenizer = loadFolder(test::testData("gpt2-vocab"));
    return *tokenizer;
}

const Tokenizer& sampleModel()
{
    static const auto tokenizer = loadFolder(resourcesFolder() / "sample-models" / "sample-12");
    return *tokenizer;
}

void appendUtf8(std::string& text, char32_t codePoint)
{
    text += QString::fromUcs4(&codePoint, 1).toStdString();
}

/// Text of every sort, from a seed: scripts, marks, spaces, symbols, private use, unassigned, contractions
/// and the special token.
std::string randomText(unsigned seed, std::size_t numPieces)
{
    struct Range
    {
        char32_t first, last;
    };
    static constexpr std::array<Range, 15> ranges {{{0x61, 0x7A},
                                                    {0x20, 0x7E},
                                                    {0x00, 0x20},
                                                    {0xA0, 0x17F},
                                                    {0x300, 0x36F},
                                                    {0x590, 0x6FF},
                                                    {0x900, 0x97F},
                                                    {0x1680, 0x1680},
                                                    {0x1E00, 0x1EFF},
                                                    {0x2000, 0x206F},
                                                    {0x3000, 0x30FF},
                                                    {0x4E00, 0x9FFF},
                                                    {0xE000, 0xF8FF},
                                                    {0x1F300, 0x1FAFF},
                                                    {0x10000, 0x10FFFF}}};
    static constexpr std::array<std::string_view, 8> pieces {
        " the", "'ll", " don't", "  \n", "<|endoftext|>", "<|endof", " 2026", "\U0001f468\u200d\U0001f469"};
    std::mt19937 random(seed);
    std::string text;
    for (std::size_t i = 0; i < numPieces; ++i) {
        if (random() % 4 == 0) {
            text += pieces.at(random() % pieces.size());
            continue;
        }
        const Range range = ranges.at(random() % ranges.size());
        appendUtf8(text, range.first + static_cast<char32_t>(random() % (range.last - range.first + 1)));
    }
    return text;
}

/// The definition, word for word: while any merge applies, merge the earliest one everywhere, from the left.
class DefinitionOfBpe
{
public:
    explicit DefinitionOfBpe(const std::filesystem::path& mergesFile)
    {
        const QStringList lines =
            QString::fromStdString(readFileBytes(mergesFile)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const QStringList pair = lines[i].split(QLatin1Char(' '));
            m_ranks[{pair[0], pair[1]}] = static_cast<int>(i);
        }
    }

    [[nodiscard]] QStringList tokens(const QString& letters) const
    {
        QStringList parts;
        for (const QChar letter : letters) {
            parts << letter;
        }
        for (;;) {
            auto earliest = m_ranks.end();
            for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
                const auto found = m_ranks.find({parts[i], parts[i + 1]});
                if (found != m_ranks.end()
                    && (earliest == m_ranks.end() || found->second < earliest->second)) {
                    earliest = found;
                }
            }
            if (earliest == m_ranks.end()) {
                return parts;
            }
            for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
                if (parts[i] == earliest->first.first && parts[i + 1] == earliest->first.second) {
                    parts[i] += parts.takeAt(i + 1);
                }
            }
        }
    }

private:
    std::map<std::pair<QString, QString>, int> m_ranks;
};

/// The smallest vocabulary that loads: the 256 bytes, two merged tokens and the special one.
json smallVocabulary()
{
    const ByteAlphabet alphabet;
    json vocabulary;
    for (unsigned byte = 0; byte < 256; ++byte) {
        vocabulary[alphabet.letter(static_cast<std::uint8_t>(byte))] = byte;
    }
    vocabulary["ab"] = 256;
    vocabulary["abc"] = 257;
    vocabulary["<|endoftext|>"] = 258;
    return vocabulary;
}

constexpr const char* smallMerges = "#version: 0.2\na b\nab c\n";

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheReferenceOnEveryCase();
    void mergesAsDefined();
    void decodesWhatItEncoded_data();
    void decodesWhatItEncoded();
    void offsetsPointAtEachTokensBytes();
    void firstTokensAreAPrefixOfTheWhole();
    void endOfTextSplitsTheText();
    void longRunsWithoutABreakAreEncoded_data();
    void longRunsWithoutABreakAreEncoded();
    void textIsTheSameAcrossBlocks();
    void stopsWhenAsked();
    void threadsShareOneTokenizer();
    void loadsTheSampleModels();
    void namesTokensOutsideTheVocabulary();
    void refusesTextOtherThanUtf8();
    void acceptsFilesWithOtherLineEnds();
    void refusesBadFiles_data();
    void refusesBadFiles();
    void refusesFilesThatAreMissing();

private:
    std::filesystem::path writeFiles(const QByteArray& vocab, const QByteArray& merges);
    QTemporaryDir m_folder;
};

/// Texts and ids that Hugging Face's tokenizer and two others agree on.
void TestTokenizer::agreesWithTheReferenceOnEveryCase()
{
    const json cases = json::parse(readFileBytes(test::testData("gpt2-tokenizer-cases.json")));
    QCOMPARE(cases.size(), 290U);
    for (const json& example : cases) {
        const auto text = example.at("text").get<std::string>();
        QVERIFY2(gpt2().encode(text) == example.at("ids").get<std::vector<TokenId>>(), text.c_str());
        QCOMPARE(gpt2().decode(example.at("ids").get<std::vector<TokenId>>()), text);
    }
}

void TestTokenizer::mergesAsDefined()
{
    const DefinitionOfBpe definition(test::testData("gpt2-vocab/merges.txt"));
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        QString letters;
        const auto alphabetSize = 1 + random() % 26;
        for (auto length = 1 + random() % 60; length > 0; --length) {
            letters += QChar(u'a' + static_cast<char16_t>(random() % alphabetSize));
        }
        QStringList tokens;
        for (const TokenId id : gpt2().encode(letters.toStdString())) {
            tokens << QString::fromStdString(std::string(gpt2().tokenBytes(id)));
        }
        QCOMPARE(tokens, definition.tokens(letters));
    }
}

void TestTokenizer::decodesWhatItEncoded_data()
{
    QTest::addColumn<bool>("bySampleModel");
    QTest::newRow("GPT-2") << false;
    QTest::newRow("sample model") << true;
}

void TestTokenizer::decodesWhatItEncoded()
{
    QFETCH(const bool, bySampleModel);
    const Tokenizer& tokenizer = bySampleModel ? sampleModel() : gpt2();
    for (unsigned seed = 0; seed < 200; ++seed) {
        const std::string text = randomText(seed, 300);
        QVERIFY2(tokenizer.decode(tokenizer.encode(text)) == text, qPrintable(QString::number(seed)));
    }
    for (char32_t codePoint = 0; codePoint <= 0x10FFFF; codePoint += codePoint < 0x3000 ? 1 : 251) {
        if (codePoint < 0xD800 || codePoint > 0xDFFF) {
            std::string text;
            appendUtf8(text, codePoint);
            text += " ";
            appendUtf8(text, codePoint);
            QCOMPARE(tokenizer.decode(tokenizer.encode(text)), text);
        }
    }
}

void TestTokenizer::offsetsPointAtEachTokensBytes()
{
    const std::string text = randomText(11, 500);
    const Encoding encoding = gpt2().encodeWithOffsets(text);
    QCOMPARE(encoding.ids, gpt2().encode(text));
    QCOMPARE(encoding.offsets.size(), encoding.ids.size() + 1);
    QCOMPARE(encoding.offsets.front(), 0U);
    QCOMPARE(encoding.offsets.back(), text.size());
    for (std::size_t i = 0; i < encoding.ids.size(); ++i) {
        const std::size_t begin = encoding.offsets[i];
        QCOMPARE(text.substr(begin, encoding.offsets[i + 1] - begin), gpt2().tokenBytes(encoding.ids[i]));
    }
    QCOMPARE(gpt2().encodeWithOffsets({}).offsets, (std::vector<std::size_t> {0}));
}

void TestTokenizer::firstTokensAreAPrefixOfTheWhole()
{
    const std::string text = randomText(3, 400);
    const std::vector<TokenId> all = gpt2().encode(text);
    for (std::size_t maxTokens = 0; maxTokens <= all.size() + 1; ++maxTokens) {
        const std::vector<TokenId> first = gpt2().encode(text, maxTokens);
        QCOMPARE(first.size(), std::min(maxTokens, all.size()));
        QVERIFY(std::equal(first.begin(), first.end(), all.begin()));
    }
}

void TestTokenizer::endOfTextSplitsTheText()
{
    const TokenId end = gpt2().endOfText().value();
    QCOMPARE(end, 50256);
    QCOMPARE(gpt2().encode("<|endoftext|>"), (std::vector<TokenId> {end}));
    // Each side is encoded as if it stood alone: the space before the marker ends its text.
    QCOMPARE(gpt2().encode("Hello  <|endoftext|><|endoftext|> world"),
             (std::vector<TokenId> {15496, 220, 220, end, end, 995}));
    QCOMPARE(gpt2().encode("'<|endoftext|>ll").at(1), end);
    const std::vector<TokenId> incomplete = gpt2().encode("<|endoftext|");
    QVERIFY(std::find(incomplete.begin(), incomplete.end(), end) == incomplete.end());
}

void TestTokenizer::longRunsWithoutABreakAreEncoded_data()
{
    QTest::addColumn<QByteArray>("text");
    QByteArray random;
    std::mt19937 generator(5);
    for (int i = 0; i < 100'000; ++i) {
        random += static_cast<char>('a' + generator() % 26);
    }
    QTest::newRow("one letter") << QByteArray(100'000, 'a');
    QTest::newRow("random letters") << random;
    QTest::newRow("digits") << QByteArray(100'000, '7');
    QTest::newRow("spaces") << QByteArray(100'000, ' ');
    QTest::newRow("spaces before a word") << QByteArray(100'000, ' ') + "word";
    QTest::newRow("newlines") << QByteArray(100'000, '\n') + "x";
    QTest::newRow("apostrophes") << QByteArray(100'000, '\'') + "ll";
    QTest::newRow("symbols") << QByteArray(100'000, '=');
    QTest::newRow("Chinese") << QByteArray("\u6df1").repeated(50'000);
    QTest::newRow("emoji") << QByteArray("\U0001f419").repeated(30'000);
    QTest::newRow("letters and no-break spaces") << QByteArray("a\u00a0").repeated(50'000);
}

void TestTokenizer::longRunsWithoutABreakAreEncoded()
{
    QFETCH(const QByteArray, text);
    const std::vector<TokenId> ids = gpt2().encode(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(gpt2().decode(ids)), text);
    QVERIFY(ids.size() < static_cast<std::size_t>(text.size()) + 1);
}

/// The text is looked at in blocks of 64 KiB: what stands at their border must not matter.
void TestTokenizer::textIsTheSameAcrossBlocks()
{
    const std::string tail =
        " they'll  \u6df1\u6df1 \t\n   x1234 ''re'll <|endoftext|>'s \u0301\u00a0\u00a0 \U0001f419!? end";
    const std::vector<TokenId> tailIds = gpt2().encode(tail);
    for (std::size_t padding = 65'536 - tail.size() - 4; padding < 65'536 + 4; ++padding) {
        const std::string pad = std::string(padding % 2, '.') + [padding] {
            std::string words;
            while (words.size() + 2 <= padding) {
                words += " a";
            }
            return words;
        }();
        std::vector<TokenId> expected = gpt2().encode(pad);
        expected.insert(expected.end(), tailIds.begin(), tailIds.end());
        QVERIFY2(gpt2().encode(pad + tail) == expected, qPrintable(QString::number(padding)));
    }
}

void TestTokenizer::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(gpt2().encode("never read", Tokenizer::unlimited, stop.get_token()).empty());
    QCOMPARE(gpt2().encodeWithOffsets("never read", Tokenizer::unlimited, stop.get_token()).offsets.size(),
             1U);
}

void TestTokenizer::threadsShareOneTokenizer()
{
    std::array<bool, 4> agrees {};
    std::vector<std::vector<TokenId>> expected;
    for (unsigned i = 0; i < agrees.size(); ++i) {
        expected.push_back(gpt2().encode(randomText(i, 2000)));
    }
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < agrees.size(); ++i) {
            threads.emplace_back(
                [&, i] { agrees.at(i) = gpt2().encode(randomText(i, 2000)) == expected[i]; });
        }
    }
    QVERIFY(std::all_of(agrees.begin(), agrees.end(), [](bool agree) { return agree; }));
}

void TestTokenizer::loadsTheSampleModels()
{
    for (const char* name : {"sample-12", "sample-24"}) {
        const auto tokenizer = loadFolder(resourcesFolder() / "sample-models" / name);
        QCOMPARE(tokenizer->vocabularySize(), 8192U);
        QCOMPARE(tokenizer->endOfText(), std::optional<TokenId>(8191));
        QCOMPARE(tokenizer->encode("<|endoftext|>"), (std::vector<TokenId> {8191}));
    }
}

void TestTokenizer::namesTokensOutsideTheVocabulary()
{
    QCOMPARE(gpt2().vocabularySize(), 50257U);
    QCOMPARE(gpt2().tokenBytes(50256), std::string_view("<|endoftext|>"));
    for (const TokenId id : {-1, 50257, 2147483647}) {
        try {
            static_cast<void>(gpt2().decode(std::vector<TokenId> {0, id}));
            QFAIL("an id outside the vocabulary was decoded");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
            QVERIFY2(QString::fromUtf8(error.what()).contains(QString::number(id)), error.what());
        }
    }
}

void TestTokenizer::refusesTextOtherThanUtf8()
{
    for (const char* text : {"deep \xff", "\xed\xa0\x80", "\xe6\xb7"}) {
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(gpt2().encode(text)));
    }
}

std::filesystem::path TestTokenizer::writeFiles(const QByteArray& vocab, const QByteArray& merges)
{
    const auto write = [this](const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("The test cannot write %s", qPrintable(file.fileName()));
        }
    };
    write(QStringLiteral("vocab.json"), vocab);
    write(QStringLiteral("merges.txt"), merges);
    return m_folder.path().toStdString();
}

void TestTokenizer::acceptsFilesWithOtherLineEnds()
{
    const QByteArray vocab = QByteArray::fromStdString(smallVocabulary().dump());
    for (const char* merges : {smallMerges, "a b\nab c", "#version: 0.2\r\na b\r\n\r\nab c\r\n"}) {
        const auto tokenizer = loadFolder(writeFiles(vocab, merges));
        QCOMPARE(tokenizer->encode("abcabaa"), (std::vector<TokenId> {257, 256, 'a', 'a'}));
        QCOMPARE(tokenizer->endOfText(), std::optional<TokenId>(258));
    }
}

void TestTokenizer::refusesBadFiles_data()
{
    QTest::addColumn<QByteArray>("vocab");
    QTest::addColumn<QByteArray>("merges");
    QTest::addColumn<QString>("words"); // in the message
    const auto row = [](const char* name, const QByteArray& vocab, const QByteArray& merges,
                        const char* words) {
        QTest::newRow(name) << vocab << merges << QString::fromUtf8(words);
    };
    const QByteArray goodVocab = QByteArray::fromStdString(smallVocabulary().dump());
    const auto vocabWith = [](const char* token, const json& id) {
        json vocabulary = smallVocabulary();
        vocabulary[token] = id;
        return QByteArray::fromStdString(vocabulary.dump());
    };

    row("vocab is a pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        smallMerges, "vocab.json is a Git LFS pointer");
    row("merges are a web page", goodVocab, "\n<!doctype html><html></html>",
        "merges.txt is a web page (HTML)");
    row("vocab empty", "", smallMerges, "vocab.json is empty");
    row("vocab is no JSON", "{\"a\": 1,", smallMerges, "is not JSON");
    row("vocab is a list", "[1, 2]", smallMerges, "JSON object");
    row("vocab is an empty object", "{}", smallMerges, "lacks 256 of the 256");
    row("vocab is nested", R"({"a": {"b": 1}})", smallMerges, "inside");
    row("vocab is nested deeply", QByteArray(1'000'000, '['), smallMerges, "inside");
    row("vocab is not UTF-8", "{\"a\xff\": 1}", smallMerges, "not UTF-8 at byte 3");
    row("vocab is UTF-16", QByteArray("\xFF\xFE{\0", 4), smallMerges, "not UTF-8 at byte 0");
    row("id is a text", vocabWith("ab", "256"), smallMerges, "\"ab\" no whole number");
    row("id is a fraction", vocabWith("ab", 256.5), smallMerges, "\"ab\" no whole number");
    row("id is negative", vocabWith("ab", -1), smallMerges, "the id -1;");
    row("id is beyond the number of tokens", vocabWith("ab", 259), smallMerges,
        "from 0 to 258 without holes");
    row("id is beyond 64 bits", vocabWith("ab", 1e30), smallMerges, "\"ab\" no whole number");
    row("id is huge", vocabWith("ab", 18446744073709551615U), smallMerges, "the id 18446744073709551615;");
    row("id comes twice", vocabWith("ab", 97), smallMerges, "id 97 to two tokens");
    row("token comes twice", QByteArray(goodVocab).replace(0, 1, R"({"a": 259,)"), smallMerges,
        "the token \"a\" twice");
    row("token without letters", vocabWith("", 259), smallMerges, "letters that GPT-2 uses");
    row("token with a space", vocabWith("a b", 259), smallMerges, "\"a b\"");
    row("token in other letters", vocabWith("\u6df1", 259), smallMerges, "\"\u6df1\"");
    row("byte tokens missing", R"({"a": 0, "b": 1})", "a b\n", "lacks 254 of the 256");
    row("merges empty", goodVocab, "", "merges.txt is empty");
    row("merges without a merge", goodVocab, "#version: 0.2\n", "no merges");
    row("merges not UTF-8", goodVocab, "a b\n\xc3 c\n", "not UTF-8 at byte 4");
    row("merge of one token", goodVocab, "#version: 0.2\nab\n", "line 2");
    row("merge of three tokens", goodVocab, "a b\na b c\n", "line 2");
    row("merge of an unknown token", goodVocab, "a b\nab xyz\n", "\"xyz\"");
    row("merge into an unknown token", goodVocab, "a b\nb c\n", "\"bc\"");
    row("merge of nothing", goodVocab, " b\n", "\"\"");
    row("files exchanged", smallMerges, goodVocab, "vocab.json is not JSON");
    row("merges are JSON", goodVocab, goodVocab, "line 1");
}

void TestTokenizer::refusesBadFiles()
{
    QFETCH(const QByteArray, vocab);
    QFETCH(const QByteArray, merges);
    QFETCH(const QString, words);
    try {
        static_cast<void>(loadFolder(writeFiles(vocab, merges)));
        QFAIL("a bad file was accepted");
    } catch (const Error& error) {
        const QString message = QString::fromUtf8(error.what());
        QCOMPARE(error.kind(), ErrorKind::BadFormat);
        QVERIFY2(message.contains(words), error.what());
        QVERIFY2(message.endsWith(QLatin1Char('.')) && message.size() < 400, error.what());
    }
}

void TestTokenizer::refusesFilesThatAreMissing()
{
    const std::filesystem::path good = test::testData("gpt2-vocab");
    for (const auto& [vocab, merges] : {std::pair(good / "vocab.json", good / "none.txt"),
                                        std::pair(good / "none.json", good / "merges.txt")}) {
        try {
            static_cast<void>(Tokenizer::load(vocab, merges));
            QFAIL("a missing file was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::FileMissing);
            QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("none")), error.what());
        }
    }
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestTokenizer)
#include "tst_Tokenizer.moc"
