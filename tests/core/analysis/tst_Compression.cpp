// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Compression.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

using namespace bathyscope;

class TestCompression : public QObject
{
    Q_OBJECT

private slots:
    void widthsAreDividedByTheMedianOfTheInnerLayers();
    void layersWithoutWidthAreLeftOutOfTheMedian();
    void withoutInnerLayersThereIsNothingToCompareWith();
    void innerLayersOfNoWidthAreNoMeasure();
};

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

}

void TestCompression::widthsAreDividedByTheMedianOfTheInnerLayers()
{
    // Inner: 0.1, 0.4, 0.2, 0.3, median 0.25.
    QCOMPARE(compression(std::array {0.5, 0.1, 0.4, 0.2, 0.3, 0.05}),
             (std::vector {0.5 / 0.25, 0.1 / 0.25, 0.4 / 0.25, 0.2 / 0.25, 0.3 / 0.25, 0.05 / 0.25}));
}

void TestCompression::layersWithoutWidthAreLeftOutOfTheMedian()
{
    const auto found = compression(std::array {4.0, absent, 2.0, 1.0});
    QCOMPARE(found[0], 2.0);
    QVERIFY(std::isnan(found[1]));
    QCOMPARE(found[2], 1.0);
    QCOMPARE(found[3], 0.5);
}

void TestCompression::withoutInnerLayersThereIsNothingToCompareWith()
{
    const auto found = compression(std::array {1.0, 2.0});
    QCOMPARE(found.size(), std::size_t {2});
    QVERIFY(std::isnan(found[0]) && std::isnan(found[1]));
    QVERIFY(compression({}).empty());
}

void TestCompression::innerLayersOfNoWidthAreNoMeasure()
{
    QVERIFY(std::isnan(compression(std::array {1.0, 0.0, 1.0})[0]));
}

QTEST_GUILESS_MAIN(TestCompression)
#include "tst_Compression.moc"
