// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenColoring.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace bathyscope::ui;

class TestTokenColoring : public QObject
{
    Q_OBJECT

private slots:
    void amountsBeginAtTheLeast()
    {
        TokenFills fills({3, 1, 2, 5}, {.scale = TokenColoring::Scale::Amount, .valueName = {}});
        fills.setStyle(PlotStyle::paper());
        QCOMPARE(fills.low(), 1.0);
        QCOMPARE(fills.high(), 5.0);
        QCOMPARE(fills.ofToken(1), fills.at(0));
        QCOMPARE(fills.ofToken(3), fills.at(1));
        QVERIFY(fills.ofToken(0) != fills.ofToken(2));
    }

    void signedValuesHaveAsMuchOnEitherSide()
    {
        TokenFills fills({-4, 1, 0, 2}, {.scale = TokenColoring::Scale::Signed, .valueName = {}});
        fills.setStyle(PlotStyle::paper());
        QCOMPARE(fills.low(), -4.0);
        QCOMPARE(fills.high(), 4.0);
        QCOMPARE(fills.ofToken(0), fills.at(0));
        const QColor zero = fills.ofToken(2); // no colour: the paper's own white
        QVERIFY(zero.lightness() > 250);
        const QColor below = fills.at(0.25);
        const QColor above = fills.at(0.75);
        QVERIFY(below.blue() > below.red() && above.red() > above.blue());
    }

    void signedValuesMayLieAroundAnotherValue()
    {
        TokenFills fills({-4, 1, 0, -2},
                         {.scale = TokenColoring::Scale::Signed, .centre = -2, .valueName = {}});
        fills.setStyle(PlotStyle::paper());
        QCOMPARE(fills.low(), -5.0);
        QCOMPARE(fills.high(), 1.0);
        QCOMPARE(fills.ofToken(1), fills.at(1));
        QVERIFY(fills.ofToken(3).lightness() > 250);
        QVERIFY(fills.ofToken(0).blue() > fills.ofToken(0).red());
    }

    void oneLargeValueLeavesTheOthersTheirColours()
    {
        std::vector<float> values(999);
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = static_cast<float>(i) / 1000;
        }
        values.push_back(1e6F);
        TokenFills fills(values, {.scale = TokenColoring::Scale::Amount, .valueName = {}});
        fills.setStyle(PlotStyle::paper());
        QCOMPARE(fills.high(), double {values[994]}); // rank 995 of 1,000
        QCOMPARE(fills.ofToken(999), fills.at(1));
        QVERIFY(fills.ofToken(0) != fills.ofToken(500));
    }

    void whatIsNoNumberHasAColourOfItsOwn()
    {
        const float none = std::numeric_limits<float>::quiet_NaN();
        TokenFills fills({none, 0, 1}, {.scale = TokenColoring::Scale::Amount, .valueName = {}});
        const PlotStyle style = PlotStyle::paper();
        fills.setStyle(style);
        QCOMPARE(fills.ofToken(0), style.missing);
        QCOMPARE(fills.low(), 0.0);
    }

    void equalValuesHaveAScale_data()
    {
        QTest::addColumn<float>("value");
        QTest::newRow("zero") << 0.0F;
        QTest::newRow("negative") << -2.0F;
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinite") << std::numeric_limits<float>::infinity();
    }

    void equalValuesHaveAScale()
    {
        QFETCH(const float, value);
        for (const auto scale : {TokenColoring::Scale::Amount, TokenColoring::Scale::Signed}) {
            TokenFills fills({value, value}, {.scale = scale, .valueName = {}});
            fills.setStyle(PlotStyle::paper());
            QVERIFY(fills.low() < fills.high());
            QVERIFY(fills.ofToken(0).isValid());
        }
    }
};

QTEST_GUILESS_MAIN(TestTokenColoring)
#include "tst_TokenColoring.moc"
