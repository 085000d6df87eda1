// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ZoneSelection.h"
#include "tests/core/analysis/MadeUpRun.h"

#include <QTest>

#include <cstddef>
#include <vector>

using namespace bathyscope;

using Boundaries = std::vector<std::size_t>;

/// How often selectZones is right about made-up runs. Layers have a location and a width of their own,
/// beside the scatter of their neurons, as real ones do.
class TestZoneRates : public QObject
{
    Q_OBJECT

private slots:
    void structurelessRunsAreOneZone_data();
    void structurelessRunsAreOneZone();
    void driftingRunsAreGradual_data();
    void driftingRunsAreGradual();
    void plantedBoundariesAreFoundAmongScatteredLayers_data();
    void plantedBoundariesAreFoundAmongScatteredLayers();
};

namespace {

ZoneSelection selectedZones(const test::MadeUpRun& run, RandomGenerator& generator)
{
    return selectZones(layerQuantileFunctions(run.correlations(500, generator)));
}

constexpr int numSimulations = 200;

} // namespace

void TestZoneRates::structurelessRunsAreOneZone_data()
{
    QTest::addColumn<std::size_t>("numLayers");
    QTest::addColumn<double>("ofLocation");
    QTest::addColumn<double>("ofScale");
    for (const std::size_t numLayers : {12, 24}) {
        QTest::addRow("%zu layers, neurons alone", numLayers) << numLayers << 0.0 << 0.0;
        QTest::addRow("%zu layers, each of its own location", numLayers) << numLayers << 0.02 << 0.0;
        QTest::addRow("%zu layers, each of its own width", numLayers) << numLayers << 0.0 << 0.1;
        QTest::addRow("%zu layers, each of its own location and width", numLayers)
            << numLayers << 0.02 << 0.2;
    }
}

void TestZoneRates::structurelessRunsAreOneZone()
{
    QFETCH(const std::size_t, numLayers);
    QFETCH(const double, ofLocation);
    QFETCH(const double, ofScale);
    RandomGenerator generator(21);
    int numOneZone = 0;
    for (int i = 0; i < numSimulations; ++i) {
        test::MadeUpRun run(numLayers);
        run.scatter(ofLocation, ofScale, generator);
        numOneZone += selectedZones(run, generator).pattern == DepthPattern::OneZone ? 1 : 0;
    }
    qInfo("%d of %d", numOneZone, numSimulations);
    QVERIFY(numOneZone >= 0.9 * numSimulations);
}

void TestZoneRates::driftingRunsAreGradual_data()
{
    QTest::addColumn<std::size_t>("numLayers");
    QTest::addColumn<double>("change");
    QTest::addColumn<double>("ofLocation");
    QTest::addColumn<double>("ofScale");
    for (const std::size_t numLayers : {12, 24}) {
        QTest::addRow("%zu layers, neurons alone", numLayers) << numLayers << 0.1 << 0.0 << 0.0;
        QTest::addRow("%zu layers, slow", numLayers) << numLayers << 0.05 << 0.0 << 0.0;
        QTest::addRow("%zu layers, back", numLayers) << numLayers << -0.2 << 0.01 << 0.0;
        QTest::addRow("%zu layers, each of its own location", numLayers) << numLayers << 0.1 << 0.015 << 0.0;
        QTest::addRow("%zu layers, each of its own location and width", numLayers)
            << numLayers << 0.1 << 0.01 << 0.05;
    }
}

void TestZoneRates::driftingRunsAreGradual()
{
    QFETCH(const std::size_t, numLayers);
    QFETCH(const double, change);
    QFETCH(const double, ofLocation);
    QFETCH(const double, ofScale);
    RandomGenerator generator(22);
    int numGradual = 0;
    for (int i = 0; i < numSimulations; ++i) {
        auto run = test::driftingRun(numLayers, change);
        run.scatter(ofLocation, ofScale, generator);
        numGradual += selectedZones(run, generator).pattern == DepthPattern::Gradual ? 1 : 0;
    }
    qInfo("%d of %d", numGradual, numSimulations);
    QVERIFY(numGradual >= 0.9 * numSimulations);
}

void TestZoneRates::plantedBoundariesAreFoundAmongScatteredLayers_data()
{
    QTest::addColumn<std::size_t>("numLayers");
    QTest::addColumn<Boundaries>("boundaries");
    QTest::addRow("12 layers, first apart") << std::size_t {12} << Boundaries {1};
    QTest::addRow("12 layers, three zones") << std::size_t {12} << Boundaries {2, 9};
    QTest::addRow("24 layers, first apart") << std::size_t {24} << Boundaries {1};
    QTest::addRow("24 layers, three zones") << std::size_t {24} << Boundaries {2, 20};
}

void TestZoneRates::plantedBoundariesAreFoundAmongScatteredLayers()
{
    QFETCH(const std::size_t, numLayers);
    QFETCH(const Boundaries, boundaries);
    RandomGenerator generator(14);
    int numFound = 0;
    for (int i = 0; i < numSimulations; ++i) {
        auto run = test::plantedRun(numLayers, boundaries, {-0.1, 0, 0.1});
        run.scatter(0.01, 0, generator);
        numFound += selectedZones(run, generator).boundaries == boundaries ? 1 : 0;
    }
    qInfo("%d of %d", numFound, numSimulations);
    QVERIFY(numFound >= 0.9 * numSimulations);
}

QTEST_GUILESS_MAIN(TestZoneRates)
#include "tst_ZoneRates.moc"
