// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ZoneSelection.h"
#include "tests/core/analysis/MadeUpRun.h"

#include <QTest>

#include <cstddef>
#include <utility>
#include <vector>

using namespace bathyscope;

using Boundaries = std::vector<std::size_t>;

class TestZoneSelection : public QObject
{
    Q_OBJECT

private slots:
    void plantedBoundariesAreFoundExactly_data();
    void plantedBoundariesAreFoundExactly();
    void changeOfWidthIsAZone();
    void layersAlikeInEachZoneGiveThoseZonesAndNoMore();
    void layersAllAlikeAreOneZone();
    void straightChangeIsGradual();
    void fewerThanSixLayersAreNotCut();
    void layersWithoutADistributionArePassedOver();
};

namespace {

ZoneSelection selectedZones(const test::MadeUpRun& run, RandomGenerator& generator,
                            std::size_t numNeurons = 500)
{
    return selectZones(layerQuantileFunctions(run.correlations(numNeurons, generator)));
}

} // namespace

void TestZoneSelection::plantedBoundariesAreFoundExactly_data()
{
    QTest::addColumn<std::size_t>("numLayers");
    QTest::addColumn<Boundaries>("boundaries");
    QTest::addRow("12 layers, first apart") << std::size_t {12} << Boundaries {1};
    QTest::addRow("12 layers, last apart") << std::size_t {12} << Boundaries {11};
    QTest::addRow("12 layers, two halves") << std::size_t {12} << Boundaries {6};
    QTest::addRow("12 layers, three zones") << std::size_t {12} << Boundaries {2, 9};
    QTest::addRow("12 layers, four zones") << std::size_t {12} << Boundaries {1, 4, 9};
    QTest::addRow("24 layers, first apart") << std::size_t {24} << Boundaries {1};
    QTest::addRow("24 layers, two zones") << std::size_t {24} << Boundaries {17};
    QTest::addRow("24 layers, three zones") << std::size_t {24} << Boundaries {2, 20};
    QTest::addRow("24 layers, four zones") << std::size_t {24} << Boundaries {1, 8, 21};
    QTest::addRow("24 layers, five zones") << std::size_t {24} << Boundaries {1, 7, 12, 22};
}

void TestZoneSelection::plantedBoundariesAreFoundExactly()
{
    QFETCH(const std::size_t, numLayers);
    QFETCH(const Boundaries, boundaries);
    RandomGenerator generator(11);
    const auto run = test::plantedRun(numLayers, boundaries, {-0.15, 0.05, -0.05, 0.1, 0});
    const ZoneSelection found = selectedZones(run, generator, 2000);
    QCOMPARE(found.pattern, DepthPattern::Zones);
    QCOMPARE(found.boundaries, boundaries);
}

void TestZoneSelection::changeOfWidthIsAZone()
{
    RandomGenerator generator(12);
    test::MadeUpRun run(12);
    run.scale[10] = run.scale[11] = 0.04;
    QCOMPARE(selectedZones(run, generator).boundaries, (Boundaries {10}));
}

void TestZoneSelection::layersAlikeInEachZoneGiveThoseZonesAndNoMore()
{
    std::vector<QuantileFunction> layers(12, QuantileFunction(numQuantileLevels, 0.1));
    for (std::size_t layer = 5; layer < 12; ++layer) {
        layers[layer].assign(numQuantileLevels, 0.3);
    }
    QCOMPARE(selectZones(layers).boundaries, (Boundaries {5}));
}

void TestZoneSelection::layersAllAlikeAreOneZone()
{
    const std::vector<QuantileFunction> layers(12, QuantileFunction(numQuantileLevels, 0.1));
    const ZoneSelection found = selectZones(layers);
    QCOMPARE(found.pattern, DepthPattern::OneZone);
    QCOMPARE(found.numComponents, std::size_t {0});
}

void TestZoneSelection::straightChangeIsGradual()
{
    std::vector<QuantileFunction> layers(12);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        layers[layer].assign(numQuantileLevels, 0.01 * static_cast<double>(layer));
    }
    const ZoneSelection found = selectZones(layers);
    QCOMPARE(found.pattern, DepthPattern::Gradual);
    QCOMPARE(found.numComponents, std::size_t {1});
    QVERIFY(found.boundaries.empty());
}

void TestZoneSelection::fewerThanSixLayersAreNotCut()
{
    std::vector<QuantileFunction> layers(5, QuantileFunction(numQuantileLevels, 0.1));
    layers[4].assign(numQuantileLevels, 0.7);
    QCOMPARE(selectZones(layers).pattern, DepthPattern::TooFewLayers);
    layers.push_back(layers.back());
    QCOMPARE(selectZones(layers).boundaries, (Boundaries {4}));
}

void TestZoneSelection::layersWithoutADistributionArePassedOver()
{
    RandomGenerator generator(13);
    auto layers =
        layerQuantileFunctions(test::plantedRun(14, {4, 10}, {-0.1, 0, 0.05}).correlations(2000, generator));
    layers[1].clear();
    layers[10].clear();
    QCOMPARE(selectZones(layers).boundaries, (Boundaries {4, 11}));
}

QTEST_GUILESS_MAIN(TestZoneSelection)
#include "tst_ZoneSelection.moc"
