// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Contrast.h"
#include "ui/plots/PlotStyle.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestPlotStyle : public QObject
{
    Q_OBJECT

private slots:
    void viridisIsThePublishedTable_data();
    void viridisIsThePublishedTable();
    void viridisGrowsLighterEvenly();
    void divergingIsLightestInTheMiddle();
    void everythingStandsOutFromItsBackground_data();
    void everythingStandsOutFromItsBackground();
    void neighbouringLayersDiffer();
    void categoriesDifferForColourBlindReaders_data();
    void categoriesDifferForColourBlindReaders();
    void paperIsWhiteWhateverTheTheme();
};

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

Triple times(const Matrix& matrix, const Triple& v)
{
    Triple product {};
    for (std::size_t i = 0; i < 3; ++i) {
        product.at(i) = matrix.at(i)[0] * v[0] + matrix.at(i)[1] * v[1] + matrix.at(i)[2] * v[2];
    }
    return product;
}

/// CIE 1976 L*a*b* (D65) of a colour as seen with a deficiency of the cones.
Triple lab(const QColor& color, const Matrix& deficiency)
{
    constexpr Matrix xyz {{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};
    Triple seen =
        times(deficiency,
              {linearChannel(color.redF()), linearChannel(color.greenF()), linearChannel(color.blueF())});
    for (double& channel : seen) {
        channel = std::clamp(channel, 0.0, 1.0);
    }
    const Triple t = times(xyz, seen);
    const auto f = [](double share) {
        return share > 0.008856 ? std::cbrt(share) : 7.787 * share + 16.0 / 116;
    };
    const Triple scaled {f(t[0] / 0.9505), f(t[1]), f(t[2] / 1.089)};
    return {116 * scaled[1] - 16, 500 * (scaled[0] - scaled[1]), 200 * (scaled[1] - scaled[2])};
}

/// CIE 1976 colour difference; about 2 is just noticeable.
double distance(const QColor& a, const QColor& b, const Matrix& deficiency)
{
    const Triple p = lab(a, deficiency);
    const Triple q = lab(b, deficiency);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

PlotStyle onTheme(const QColor& base, const QColor& text)
{
    QPalette palette;
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);
    return PlotStyle::screen(palette);
}

} // namespace

void TestPlotStyle::viridisIsThePublishedTable_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QColor>("color");
    // Entries 0, 64, 128, 191 and 255 of the 256 published by van der Walt and Smith with matplotlib 2.0.
    QTest::addRow("0") << 0.0 << QColor(68, 1, 84);
    QTest::addRow("64") << 64 / 255.0 << QColor(59, 82, 139);
    QTest::addRow("128") << 128 / 255.0 << QColor(33, 145, 140);
    QTest::addRow("191") << 191 / 255.0 << QColor(94, 201, 98);
    QTest::addRow("255") << 1.0 << QColor(253, 231, 37);
}

void TestPlotStyle::viridisIsThePublishedTable()
{
    QFETCH(const double, share);
    QFETCH(const QColor, color);
    const QColor found = viridis(share);
    // Straight lines between ten anchors miss the curve by a few of 255 levels.
    constexpr int tolerance = 4;
    QVERIFY2(std::abs(found.red() - color.red()) <= tolerance
                 && std::abs(found.green() - color.green()) <= tolerance
                 && std::abs(found.blue() - color.blue()) <= tolerance,
             qPrintable(found.name()));
}

void TestPlotStyle::divergingIsLightestInTheMiddle()
{
    for (int step = 0; step < 10; ++step) {
        const double share = step / 20.0;
        QVERIFY(luminance(diverging(share)) < luminance(diverging(share + 0.05)));
        QVERIFY(luminance(diverging(1 - share)) < luminance(diverging(0.95 - share)));
        QVERIFY(diverging(share).blue() >= diverging(share).red());
        QVERIFY(diverging(1 - share).red() >= diverging(1 - share).blue());
    }
    QCOMPARE(diverging(0.5), QColor(0xf7, 0xf7, 0xf7));
    QCOMPARE(diverging(2), diverging(1));
}

void TestPlotStyle::viridisGrowsLighterEvenly()
{
    constexpr int numSteps = 100;
    const auto lightness = [](double share) { return std::cbrt(luminance(viridis(share))); }; // as CIE L*
    const double mean = (lightness(1) - lightness(0)) / numSteps;
    for (int i = 0; i < numSteps; ++i) {
        const double step = lightness((i + 1.0) / numSteps) - lightness(static_cast<double>(i) / numSteps);
        QVERIFY2(step > 0.2 * mean && step < 2 * mean, qPrintable(QString::number(i)));
    }
    QCOMPARE(viridis(-1), viridis(0));
    QCOMPARE(viridis(2), viridis(1));
}

void TestPlotStyle::everythingStandsOutFromItsBackground_data()
{
    QTest::addColumn<PlotStyle>("style");
    QTest::addRow("paper") << PlotStyle::paper();
    QTest::addRow("light") << onTheme(QColor(0xffffffff), QColor(0xff17222d)); // of Theme.cpp, as the next
    QTest::addRow("dark") << onTheme(QColor(0xff1a2129), QColor(0xffe3e9ef));
}

void TestPlotStyle::everythingStandsOutFromItsBackground()
{
    QFETCH(const PlotStyle, style);
    QCOMPARE(style.isDark, style.background.lightness() < style.text.lightness());
    QVERIFY(contrast(style.text, style.background) >= 7); // WCAG level AAA
    QVERIFY(contrast(style.axis, style.background) >= 3); // level AA for lines
    for (int layer = 0; layer < 24; ++layer) {
        QVERIFY2(contrast(style.depth(layer / 23.0), style.background) >= 3, // level AA for graphics
                 qPrintable(style.depth(layer / 23.0).name()));
        QVERIFY(contrast(style.pale(style.depth(layer / 23.0)), style.background) >= 1.05);
    }
    for (std::size_t category = 0; category < 3; ++category) {
        QVERIFY(contrast(style.category(category), style.background) >= 2);
    }
}

void TestPlotStyle::neighbouringLayersDiffer()
{
    constexpr Matrix normal {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    for (const PlotStyle& style : {PlotStyle::paper(), onTheme(QColor(0xff1a2129), QColor(0xffe3e9ef))}) {
        for (int layer = 1; layer < 24; ++layer) {
            const double apart = distance(style.depth(layer / 23.0), style.depth((layer - 1) / 23.0), normal);
            QVERIFY2(apart > 2, qPrintable(QString::number(apart)));
        }
    }
}

void TestPlotStyle::categoriesDifferForColourBlindReaders_data()
{
    QTest::addColumn<Matrix>("deficiency");
    // Machado, Oliveira and Fernandes 2009, table 1, severity 1.
    QTest::addRow("normal") << Matrix {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    QTest::addRow("protanopia") << Matrix {
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    QTest::addRow("deuteranopia") << Matrix {
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    QTest::addRow("tritanopia") << Matrix {
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
}

void TestPlotStyle::categoriesDifferForColourBlindReaders()
{
    QFETCH(const Matrix, deficiency);
    for (const PlotStyle& style : {PlotStyle::paper(), onTheme(QColor(0xff1a2129), QColor(0xffe3e9ef))}) {
        for (std::size_t a = 0; a < 3; ++a) {
            for (std::size_t b = a + 1; b < 3; ++b) {
                // Tritanopia is the narrowest, and rare; outlines differ for everybody.
                const double apart = distance(style.category(a), style.category(b), deficiency);
                QVERIFY2(apart > 15, qPrintable(QString::number(apart)));
            }
        }
    }
}

void TestPlotStyle::paperIsWhiteWhateverTheTheme()
{
    QCOMPARE(PlotStyle::paper().background, QColor(Qt::white));
    QVERIFY(!PlotStyle::paper().isDark);
}

QTEST_APPLESS_MAIN(TestPlotStyle)
#include "tst_PlotStyle.moc"
