// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "tests/support/TestData.h"
#include "ui/panels/TextPreviewDialog.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/tokens/TokenTextArea.h"
#include "ui/tokens/TokenTextView.h"
#include "ui/widgets/MessageLabel.h"

#include <QLabel>
#include <QTest>

#include <algorithm>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

AnalysisRequest requestOf(const std::filesystem::path& model)
{
    AnalysisRequest request;
    request.modelFolder = model;
    return request;
}

std::shared_ptr<const Document> documentOf(std::string text)
{
    return std::make_shared<const Document>(makeDocument("a text", std::move(text)));
}

struct Bench
{
    Bench()
    {
        dialog.show();
    }

    [[nodiscard]] bool says(const QString& words) const
    {
        const auto labels = dialog.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&words](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    [[nodiscard]] const std::shared_ptr<const TokenTexts>& tokens() const
    {
        return dialog.findChild<TokenTextView*>()->tokens();
    }

    test::FailOnWarning failOnWarning;
    TextPreviewDialog dialog;
    const AnalysisRequest request = requestOf(test::testData("gpt2-vocab"));
};

} // namespace

class TestTextPreviewDialog : public QObject
{
    Q_OBJECT

private slots:
    void showsTokensLengthsAndNumbers()
    {
        Bench bench;
        bench.dialog.showText(bench.request, documentOf("The deep sea. The deep sea."));
        QTRY_VERIFY(bench.tokens());
        QCOMPARE(bench.tokens()->size(), 8U);
        QVERIFY(bench.says(QStringLiteral("a text")));
        QVERIFY(bench.says(QStringLiteral("8 tokens, 5 of them distinct")));
        QVERIFY(bench.says(QStringLiteral("the whole text")));
        QVERIFY(bench.says(QStringLiteral("median length 4")));
        const HistogramData& histogram = bench.dialog.findChild<HistogramPlot*>()->data();
        QCOMPARE(histogram.series.front().marker, std::optional(4.0));
        QCOMPARE(bench.dialog.findChild<TokenTextView*>()->area().fills().values().size(), 8U);
    }

    void followsTheLimitOfTokens()
    {
        Bench bench;
        const auto document = documentOf("One two three four five six seven eight");
        AnalysisRequest request = bench.request;
        request.maxTokens = 3;
        bench.dialog.showText(request, document);
        QTRY_VERIFY(bench.tokens());
        QVERIFY(bench.says(QStringLiteral("33 % of the text")));
        request.maxTokens = 100;
        bench.dialog.showText(request, document);
        QTRY_VERIFY(bench.says(QStringLiteral("the whole text")));
        QCOMPARE(bench.tokens()->size(), 8U);
    }

    void aModelWithoutAVocabularyIsNamed()
    {
        Bench bench;
        bench.dialog.showText(bench.request, documentOf("The deep sea"));
        QTRY_VERIFY(bench.tokens());
        bench.dialog.showText(requestOf("/no/such/model"), documentOf("The deep sea"));
        QTRY_VERIFY(
            bench.dialog.findChild<MessageLabel*>()->text().contains(QStringLiteral("/no/such/model")));
        QVERIFY(!bench.tokens());
        bench.dialog.showText(bench.request, documentOf("The deep sea"));
        QTRY_VERIFY(bench.tokens());
        QVERIFY(bench.dialog.findChild<MessageLabel*>()->isHidden());
    }

    void theNewestTextWins()
    {
        Bench bench;
        std::string text;
        for (int i = 0; i < 30; ++i) {
            text += "deep ";
            bench.dialog.showText(bench.request, documentOf(text));
        }
        QTRY_VERIFY(bench.tokens());
        QCOMPARE(std::string(bench.tokens()->text()), text);
    }

    void nothingIsComputedWhileItIsClosed()
    {
        Bench bench;
        bench.dialog.close();
        bench.dialog.showText(bench.request, documentOf("The deep sea"));
        QVERIFY(!bench.tokens());
        bench.dialog.show();
        QTRY_VERIFY(bench.tokens());
    }

    void saysWhyThereIsNothing()
    {
        Bench bench;
        bench.dialog.showText(bench.request, documentOf("The deep sea"));
        QTRY_VERIFY(bench.tokens());
        bench.dialog.showNothing(QStringLiteral("Choose a text first"));
        QVERIFY(!bench.tokens());
        QVERIFY(bench.says(QStringLiteral("Choose a text first")));
        QVERIFY(bench.dialog.findChild<HistogramPlot*>()->data().edges.empty());
    }

    void closesWhileItTokenises()
    {
        TextPreviewDialog dialog;
        std::string text;
        for (int i = 0; i < 200'000; ++i) {
            text += " word" + std::to_string(i);
        }
        AnalysisRequest request = requestOf(test::testData("gpt2-vocab"));
        request.maxTokens = 10'000'000;
        dialog.showText(request, documentOf(std::move(text)));
        dialog.show();
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestTextPreviewDialog)
#include "tst_TextPreviewDialog.moc"
