// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Contrast.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "tests/support/TokenTextsOf.h"
#include "ui/look/Theme.h"
#include "ui/tokens/TokenTextArea.h"
#include "ui/tokens/TokenTextView.h"
#include "ui/widgets/ReadOut.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

constexpr int width = 420;
constexpr int height = 300;

const TokenColoring lengths {
    .scale = TokenColoring::Scale::Amount, .valueName = QStringLiteral("length"), .decimals = 0};

std::vector<float> lengthsOf(const TokenTexts& tokens)
{
    return {tokens.features().length.begin(), tokens.features().length.end()};
}

/// Lines of many words, each with its number: "line 17 of the deep blue sea".
std::string numberedLines(int numLines)
{
    std::string text;
    for (int i = 0; i < numLines; ++i) {
        text += "line " + std::to_string(i) + " of the deep blue sea\n";
    }
    return text;
}

/// A shown view of a text, with what a test asks of it.
struct Bench
{
    explicit Bench(std::string_view text, std::size_t windowLength = 100'000)
        : tokens(test::tokenTextsOf(text, windowLength))
        , area(view.area())
        , selected(&view, &TokenTextView::tokenSelected)
    {
        view.resize(width, height);
        view.setTokens(tokens);
        view.setValues(lengthsOf(*tokens), lengths);
        view.show();
        view.setFocus();
    }

    [[nodiscard]] QString reading() const
    {
        return view.findChild<ReadOut*>()->reading();
    }

    void click(std::size_t token) const
    {
        QTest::mouseClick(area.viewport(), Qt::LeftButton, {}, area.tokenRect(token).center());
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(&area, key, modifiers);
    }

    std::shared_ptr<const TokenTexts> tokens;
    TokenTextView view;
    TokenTextArea& area;
    QSignalSpy selected;
};

} // namespace

class TestTokenTextView : public QObject
{
    Q_OBJECT

private slots:
    void clickingSelectsAndReadsOut()
    {
        const test::FailOnWarning failOnWarning;
        Bench bench("The octopus reads the deep.");
        QTRY_VERIFY(bench.area.isLaidOut());
        bench.click(3);
        QCOMPARE(bench.selected.count(), 1);
        QCOMPARE(bench.selected.front().front().value<std::size_t>(), 3U);
        QCOMPARE(bench.selected.front().at(1).toBool(), false); // no step
        QCOMPARE(bench.view.selectedToken(), std::optional<std::size_t>(3));
        QVERIFY2(bench.reading().contains(QStringLiteral("token 3")), qPrintable(bench.reading()));
        QVERIFY(bench.reading().contains(QStringLiteral("length")));
        QCOMPARE(bench.area.accessibleDescription(), bench.reading());
    }

    void pointingReadsOutAndLeavingReadsTheSelected()
    {
        Bench bench("The octopus reads the deep.");
        QTRY_VERIFY(bench.area.isLaidOut());
        bench.view.selectToken(1);
        QCOMPARE(bench.selected.count(), 0); // not by the user
        QTest::mouseMove(bench.area.viewport(), bench.area.tokenRect(4).center());
        QTRY_VERIFY(bench.reading().contains(QStringLiteral("token 4")));
        QVERIFY(bench.area.accessibleDescription().contains(QStringLiteral("token 1")));
        QTest::mouseMove(bench.area.viewport(), {width / 2, height / 2}); // below the text
        QTRY_VERIFY(bench.reading().contains(QStringLiteral("token 1")));
    }

    void keysGoThroughTheText()
    {
        Bench bench(numberedLines(200));
        QTRY_VERIFY(bench.area.isLaidOut());
        const std::size_t last = bench.tokens->size() - 1;
        bench.press(Qt::Key_Right);
        QCOMPARE(bench.view.selectedToken(), std::optional<std::size_t>(0));
        QCOMPARE(bench.selected.front().at(1).toBool(), true); // a step
        bench.press(Qt::Key_Right);
        QCOMPARE(bench.view.selectedToken(), std::optional<std::size_t>(1));
        bench.press(Qt::Key_Down);
        const std::size_t below = bench.view.selectedToken().value();
        QVERIFY(bench.area.tokenRect(below).top() > bench.area.tokenRect(1).top());
        bench.press(Qt::Key_Up);
        QCOMPARE(bench.view.selectedToken(), std::optional<std::size_t>(1));
        bench.press(Qt::Key_End);
        QVERIFY(bench.reading().contains(QStringLiteral("“↵”")));
        bench.press(Qt::Key_Home);
        QCOMPARE(bench.view.selectedToken(), std::optional<std::size_t>(0));
        bench.press(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(bench.view.selectedToken(), std::optional(last));
        QVERIFY(!bench.area.tokenRect(last).isEmpty()); // it is in sight
        QVERIFY(bench.area.tokenRect(0).isEmpty());
        bench.press(Qt::Key_Right);
        QCOMPARE(bench.view.selectedToken(), std::optional(last));
        bench.press(Qt::Key_PageUp);
        QVERIFY(*bench.view.selectedToken() < last - 20);
        bench.press(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(bench.view.selectedToken(), std::optional<std::size_t>(0));
        QCOMPARE(bench.area.verticalScrollBar()->value(), 0);
    }

    void findsWordsForwardBackwardAndNotAtAll()
    {
        Bench bench(numberedLines(300));
        QTRY_VERIFY(bench.area.isLaidOut());
        const auto shown = [&bench](const char* words) {
            const auto token = bench.view.selectedToken();
            return token && bench.tokens->text().substr(bench.tokens->firstByte(*token)).starts_with(words)
                && !bench.area.tokenRect(*token).isEmpty();
        };
        bench.view.find(QStringLiteral(" 250 OF"));
        QTRY_VERIFY(shown(" 250 of"));
        bench.view.find(QStringLiteral(" 25"));
        QTRY_VERIFY(shown(" 251"));
        bench.view.find(QStringLiteral(" 25"), SearchDirection::Backward);
        QTRY_VERIFY(shown(" 250"));
        QCOMPARE(bench.selected.count(), 3);
        auto* words = bench.view.findChild<QLineEdit*>();
        QCOMPARE(words->text(), QStringLiteral(" 25"));
        bench.view.find(QStringLiteral("whale"));
        const auto notFound = [&bench] {
            const auto labels = bench.view.findChildren<QLabel*>();
            return std::ranges::any_of(labels, [](const QLabel* label) {
                return label->isVisible() && label->text() == QStringLiteral("Not in this text");
            });
        };
        QTRY_VERIFY(notFound());
        QVERIFY(shown(" 250"));
        bench.view.selectToken(0);
        QVERIFY(!notFound());
    }

    void staysWhereItIsWhenItsWidthChanges()
    {
        Bench bench(numberedLines(2000));
        QTRY_VERIFY(bench.area.isLaidOut());
        bench.view.selectToken(9000);
        bench.view.resize(width / 2, height);
        QTRY_VERIFY(bench.area.isLaidOut());
        const auto isNear = [&bench] {
            const int top = bench.area.tokenRect(9000).top();
            return !bench.area.tokenRect(9000).isEmpty() && top > -height && top < 2 * height;
        };
        QTRY_VERIFY(isNear());
    }

    void anOddTextIsShown_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one line feed") << QByteArray("\n");
        QTest::newRow("a long line") << QByteArray("word ").repeated(20'000);
        QTest::newRow("a long word") << QByteArray(50'000, 'x');
        QTest::newRow("control characters") << QByteArray("a\x01\x1b[31m\x7f b");
        QTest::newRow("octopuses") << QByteArray("\U0001f419").repeated(500);
        QTest::newRow("turned round") << QByteArray("abc \xe2\x80\xae def \u05e9\u05dc\u05d5\u05dd ghi عربي");
        QTest::newRow("marks upon marks") << ("e" + QByteArray("\u0301").repeated(500));
        QTest::newRow("line separators") << QByteArray("a\u2028b\u2029c\x0b\x0c d");
    }

    void anOddTextIsShown()
    {
        const test::FailOnWarning failOnWarning;
        QFETCH(const QByteArray, text);
        Bench bench(text.toStdString());
        QTRY_VERIFY(bench.area.isLaidOut());
        bench.press(Qt::Key_End, Qt::ControlModifier);
        bench.press(Qt::Key_Up);
        bench.press(Qt::Key_Home);
        QVERIFY(!bench.view.grab().isNull());
        QVERIFY(text.isEmpty() || bench.view.selectedToken().has_value());
    }

    void everyPointOfALineHasTheTokenThatIsDrawnThere()
    {
        Bench bench("One octopus \U0001f419 reads the deep, \u05e9\u05dc\u05d5\u05dd and more");
        QTRY_VERIFY(bench.area.isLaidOut());
        for (std::size_t token = 0; token < bench.tokens->size(); ++token) {
            const QRect rect = bench.area.tokenRect(token);
            QVERIFY(!rect.isEmpty());
            if (rect.width() > 8) { // not the parts of the octopus
                bench.click(token);
                QCOMPARE(bench.view.selectedToken(), std::optional(token));
            }
        }
    }

    void fillsAreTheScales_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void fillsAreTheScales()
    {
        QFETCH(const bool, isDark);
        Theme theme;
        theme.choose(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
        Bench bench("a extraordinarily");
        QTRY_VERIFY(bench.area.isLaidOut());
        const QImage image = bench.area.viewport()->grab().toImage();
        const auto fillOf = [&](std::size_t token) { // left of the text's first letter
            const QRect rect = bench.area.tokenRect(token);
            return image.pixelColor(rect.left() + 1, rect.center().y());
        };
        QCOMPARE(fillOf(1), bench.area.fills().at(1));
        const QColor text = bench.area.palette().color(QPalette::Text);
        for (int step = 0; step <= 100; ++step) {
            QVERIFY(test::contrast(bench.area.fills().at(step / 100.0), text) >= 4.5);
        }
        theme.choose(ThemeChoice::System);
    }

    void forgetsTheLastText()
    {
        Bench bench("The octopus reads the deep.");
        bench.view.selectToken(2);
        bench.view.setTokens(test::tokenTextsOf("Another text"));
        QVERIFY(!bench.view.selectedToken());
        QVERIFY(bench.area.fills().isEmpty());
        bench.view.setTokens(nullptr);
        QCOMPARE(bench.reading(), QString());
        bench.view.find(QStringLiteral("octopus"));
        bench.view.selectToken(5);
        QVERIFY(!bench.view.selectedToken());
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestTokenTextView)
#include "tst_TokenTextView.moc"
