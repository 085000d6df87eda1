// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"
#include "core/findings/ComparisonMeasures.h"
#include "tests/support/ScriptedRun.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string>

using namespace bathyscope;
using test::ScriptedRun;

namespace {

const double notANumber = std::nan("");

ComparisonMeasure measureOf(const RunComparison& comparison, std::string_view id)
{
    const auto measures = comparisonMeasures(comparison);
    const auto found = std::ranges::find(measures, id, &ComparisonMeasure::id);
    if (found == measures.end()) {
        qFatal("no measure %s", std::string(id).c_str());
    }
    return *found;
}

/// Of which nothing is known yet.
RunComparison emptyComparison()
{
    const ScriptedRun script;
    return compareRuns(*script.snapshot(0), *script.snapshot(0));
}

std::string bothTexts(const RunComparison& comparison, std::string_view id)
{
    const ComparisonMeasure measure = measureOf(comparison, id);
    return measure.isOfBoth ? measureText(measure, 0)
                            : measureText(measure, 0) + " | " + measureText(measure, 1);
}

} // namespace

class TestComparisonMeasures : public QObject
{
    Q_OBJECT

private slots:
    void everyMeasureHasItsWords();
    void groupsStayTogether();
    void valuesAreThoseOfTheRuns();
    void jointMeasuresAreOfTheDistances();
    void whatIsNotDefinedIsADash();
    void aRunThatIsGoingHasMeasuresOfWhatIsThere();
    void peaksAreByUnitAndGroup();

private:
    const std::shared_ptr<const AnalysisSnapshot> m_shallow = ScriptedRun().finished();
    const std::shared_ptr<const AnalysisSnapshot> m_deep =
        ScriptedRun({.modelName = "deep", .numLayers = 24, .numNeurons = 640}).finished();
};

void TestComparisonMeasures::everyMeasureHasItsWords()
{
    std::set<std::string_view> ids;
    const auto measures = comparisonMeasures(compareRuns(*m_shallow, *m_deep));
    QVERIFY(measures.size() > 30);
    for (const ComparisonMeasure& measure : measures) {
        QVERIFY(ids.insert(measure.id).second);
        for (const char* words : {measure.group, measure.name, measure.explanation}) {
            QVERIFY2(*words != '\0', std::string(measure.id).c_str());
        }
        QVERIFY(!measure.isOfBoth || measure.values[1].empty());
        for (const auto& values : measure.values) {
            QVERIFY(measure.isList || values.size() <= 1);
            QVERIFY(std::ranges::all_of(values, [](double value) { return std::isfinite(value); }));
        }
    }
    // The same ones where hardly any is defined.
    QCOMPARE(comparisonMeasures(emptyComparison()).size(), measures.size());
}

void TestComparisonMeasures::groupsStayTogether()
{
    std::set<std::string> seen;
    std::string group;
    for (const ComparisonMeasure& measure : comparisonMeasures(emptyComparison())) {
        if (group != measure.group) {
            group = measure.group;
            QVERIFY2(seen.insert(group).second, group.c_str());
        }
    }
}

void TestComparisonMeasures::valuesAreThoseOfTheRuns()
{
    const RunComparison comparison = compareRuns(*m_shallow, *m_deep);
    QCOMPARE(bothTexts(comparison, "layers"), std::string("12 | 24"));
    QCOMPARE(bothTexts(comparison, "neurons"), std::string("512 | 640"));
    QCOMPARE(measureOf(comparison, "median_first").values[1].front(), m_deep->layers.front()->rMedian);
    QCOMPARE(measureOf(comparison, "median_last").values[0].front(), m_shallow->layers.back()->rMedian);
    std::vector<double> inner;
    for (std::size_t layer = 1; layer + 1 < 12; ++layer) {
        inner.push_back(m_shallow->layers[layer]->rMedian);
    }
    std::ranges::sort(inner);
    QCOMPARE(measureOf(comparison, "median_inner").values[0].front(), (inner[4] + inner[5]) / 2);
    const LayerSummary& last = *m_shallow->layers.back();
    const double lastRange = last.rUpperQuartile - last.rLowerQuartile;
    QCOMPARE(measureOf(comparison, "compression_last").values[0].front(),
             lastRange / measureOf(comparison, "range_inner").values[0].front());

    double numPositive = 0;
    for (const auto& layer : m_shallow->layers) {
        numPositive += layer->rPositiveShare * static_cast<double>(layer->numNeurons);
    }
    QVERIFY(std::abs(measureOf(comparison, "positive_share").values[0].front() - numPositive / (12 * 512))
            < 1e-12);

    QCOMPARE(bothTexts(comparison, "zones"), std::string("3 | 3"));
    QCOMPARE(measureOf(comparison, "zone_boundaries").values[1], comparison.runs[1].boundaries);
    QCOMPARE(comparison.runs[1].boundaries.size(), std::size_t {2});
}

void TestComparisonMeasures::jointMeasuresAreOfTheDistances()
{
    RunComparison comparison = emptyComparison();
    const auto at = [](double depth, double distance, double floor) {
        return DepthComparison {.depth = depth,
                                .distance = distance,
                                .low = distance - 0.01,
                                .high = distance + 0.01,
                                .floor = floor};
    };
    comparison.depths = {at(0, 0.05, 0.02), at(0.5, 0.09, 0.04), at(0.75, 0.03, 0.025), at(1, 0.03, 0.015)};
    comparison.medianCorrelation = -0.25;
    QCOMPARE(bothTexts(comparison, "mean_distance"), std::string("0.050"));
    QCOMPARE(bothTexts(comparison, "mean_floor"), std::string("0.025"));
    QCOMPARE(bothTexts(comparison, "beyond_noise_share"), std::string("75 %"));
    QCOMPARE(bothTexts(comparison, "largest_distance"), std::string("0.090"));
    QCOMPARE(bothTexts(comparison, "largest_distance_depth"), std::string("0.500"));
    QCOMPARE(bothTexts(comparison, "median_rho"), std::string("-0.250"));

    for (DepthComparison& depth : comparison.depths) {
        depth.floor = notANumber; // a text of one window
    }
    QCOMPARE(bothTexts(comparison, "mean_floor"), std::string("–"));
    QCOMPARE(bothTexts(comparison, "beyond_noise_share"), std::string("–"));
    QCOMPARE(bothTexts(comparison, "mean_distance"), std::string("0.050"));
}

void TestComparisonMeasures::whatIsNotDefinedIsADash()
{
    const RunComparison comparison = emptyComparison();
    QCOMPARE(bothTexts(comparison, "finished_layers"), std::string("0 | 0"));
    for (const std::string_view id : {"median_first", "compression_last", "zones", "zone_boundaries",
                                      "peaks_pooled_shorter", "surviving_share", "discovery_share"}) {
        QCOMPARE(bothTexts(comparison, id), std::string("– | –"));
    }
    for (const std::string_view id :
         {"median_rho", "mean_distance", "beyond_noise_share", "largest_distance"}) {
        QCOMPARE(bothTexts(comparison, id), std::string("–"));
    }

    auto gradual = std::make_shared<AnalysisSnapshot>(*m_shallow);
    auto zones = std::make_shared<FunctionalZones>();
    zones->selection.pattern = DepthPattern::Gradual;
    zones->patternStability = 0.8;
    gradual->zones = zones;
    auto oneZone = std::make_shared<AnalysisSnapshot>(*m_shallow);
    zones = std::make_shared<FunctionalZones>(*zones);
    zones->selection.pattern = DepthPattern::OneZone;
    oneZone->zones = zones;
    const RunComparison patterns = compareRuns(*gradual, *oneZone);
    QCOMPARE(bothTexts(patterns, "zones"), std::string("– | 1"));
    QCOMPARE(bothTexts(patterns, "zone_stability"), std::string("– | 80 %"));
}

void TestComparisonMeasures::aRunThatIsGoingHasMeasuresOfWhatIsThere()
{
    const ScriptedRun script({.modelName = "deep", .numLayers = 24, .numNeurons = 640});
    const RunComparison comparison = compareRuns(*m_shallow, *script.snapshot(9));
    QCOMPARE(bothTexts(comparison, "finished_layers"), std::string("12 | 9"));
    QVERIFY(!measureOf(comparison, "median_first").values[1].empty());
    QVERIFY(!measureOf(comparison, "median_inner").values[1].empty());
    QVERIFY(measureOf(comparison, "median_last").values[1].empty());
    QVERIFY(measureOf(comparison, "compression_last").values[1].empty());
}

/// Every combination by itself: layers reject in one cell each, and are counted there.
void TestComparisonMeasures::peaksAreByUnitAndGroup()
{
    constexpr std::array<const char*, numObservationUnits> units {"pooled", "pooled_z", "token_mean",
                                                                  "neuron_mean"};
    constexpr std::array<const char*, numLengthGroups> groups {"shorter", "equal", "longer"};
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            auto run = std::make_shared<AnalysisSnapshot>(*m_shallow);
            for (std::size_t layer = 0; layer < 12; ++layer) {
                auto summary = std::make_shared<LayerSummary>(*run->layers[layer]);
                for (auto& ofUnit : summary->modality) {
                    for (GroupModality& of : ofUnit) {
                        of.measured.numValues = of.measured.numUsed = 1000;
                        of.measured.isConstant = false;
                        of.pAdjusted = 0.9;
                    }
                }
                summary->modality.at(unit).at(group).pAdjusted = layer < 3 ? 0.001 : 0.9;
                run->layers[layer] = summary;
            }
            const RunComparison comparison = compareRuns(*run, *run);
            for (std::size_t u = 0; u < numObservationUnits; ++u) {
                for (std::size_t g = 0; g < numLengthGroups; ++g) {
                    const std::string id = std::string("peaks_") + units.at(u) + "_" + groups.at(g);
                    const double share = measureOf(comparison, id).values[0].at(0);
                    QCOMPARE(share, u == unit && g == group ? 0.25 : 0.0);
                }
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestComparisonMeasures)
#include "tst_ComparisonMeasures.moc"
