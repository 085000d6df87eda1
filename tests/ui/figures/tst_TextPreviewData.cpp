// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TokenTextsOf.h"
#include "ui/figures/TextPreviewData.h"

#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

TextPreview previewOf(const std::string& text, const WindowPlan& plan = {}, const TokenOptions& options = {})
{
    return previewText(makeDocument("memory", text), test::gpt2Tokenizer(), plan, options);
}

} // namespace

class TestTextPreviewData : public QObject
{
    Q_OBJECT

private slots:
    void countsEachLength()
    {
        // "The" " deep" " sea" " is" " deep" "." "\n": 3 5 4 3 5 1 1
        const TextPreview preview = previewOf("The deep sea is deep.\n");
        const HistogramData data = lengthHistogram(preview.tokens->features());
        QCOMPARE(data.edges.size(), 17U);
        QCOMPARE(data.edges.front(), 0.5);
        QCOMPARE(data.edges.back(), 16.5);
        QVERIFY(data.wholeX);
        QCOMPARE(data.series.size(), 1U);
        QCOMPARE(data.series.front().values,
                 (std::vector<double> {2, 0, 2, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        QCOMPARE(data.series.front().marker, std::optional(3.0));
        QCOMPARE(lengthBinText(data, 4), QStringLiteral("Length 5: 2 tokens, 28.6 %"));
    }

    void longTokensAreCountedTogether()
    {
        const TextPreview preview = previewOf(std::string(64, '-') + " deep<|endoftext|> incomprehensibly");
        const HistogramData data = lengthHistogram(preview.tokens->features());
        QCOMPARE(data.series.front().values.back(), 1.0); // the dashes; " incomprehensibly" is several tokens
        QVERIFY(lengthBinText(data, 15).startsWith(QStringLiteral("Length 16 or more: 1")));
    }

    void aSpaceThatDoesNotCountHasLengthZero()
    {
        const TextPreview preview = previewOf("a  b", {}, {.countsLeadingSpace = false});
        const HistogramData data = lengthHistogram(preview.tokens->features());
        QCOMPARE(data.edges.front(), -0.5);
        QCOMPARE(data.series.front().values.front(), 1.0);
    }

    void tokensLeftOutDoNotCount()
    {
        const TextPreview preview = previewOf("deep\nsea\nsky", {}, {.skipsNewlines = true});
        const HistogramData data = lengthHistogram(preview.tokens->features());
        QCOMPARE(data.series.front().values.front(), 0.0);
    }

    void sumsUpTheText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("maxTokens");
        QTest::addColumn<bool>("splits");
        QTest::addColumn<int>("numDocuments");
        QTest::addColumn<QString>("summary");
        QTest::newRow("whole")
            << "The deep sea. The deep sea." << 100 << false << 1
            << "8 tokens, 5 of them distinct · one window · the whole text · median length 4";
        QTest::newRow("limited") << "One two three four" << 2 << false << 1
                                 << "2 tokens, 2 of them distinct · one window · 39 % of the text · median "
                                    "length 3";
        QTest::newRow("documents")
            << "One<|endoftext|>two" << 100 << true << 2
            << "2 tokens, 2 of them distinct · 2 windows · of 2 documents · the whole text "
               "· median length 3";
    }

    void sumsUpTheText()
    {
        QFETCH(const QString, text);
        QFETCH(const int, maxTokens);
        QFETCH(const bool, splits);
        QFETCH(const int, numDocuments);
        QFETCH(const QString, summary);
        const TextPreview preview = previewOf(text.toStdString(),
                                              {.maxTokens = static_cast<std::size_t>(maxTokens),
                                               .windowLength = 512,
                                               .splitsDocuments = splits});
        QCOMPARE(textPreviewSummary(preview, static_cast<std::size_t>(numDocuments)), summary);
    }

    void aSmallShareIsNotNothing()
    {
        const TextPreview preview = previewOf(std::string(20'000, 'x') + " deep", {.maxTokens = 2});
        QVERIFY(textPreviewSummary(preview, 1).contains(QStringLiteral("0.1 % of the text")));
        QVERIFY(previewOf("").tokens->size() == 0);
    }
};

QTEST_GUILESS_MAIN(TestTextPreviewData)
#include "tst_TextPreviewData.moc"
