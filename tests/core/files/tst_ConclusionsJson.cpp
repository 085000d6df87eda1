// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/ConclusionsJson.h"
#include "core/support/RandomGenerator.h"
#include "tests/core/analysis/MadeUpRun.h"
#include "tests/core/files/SameModality.h"
#include "tests/support/Refusal.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <memory>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;
using nlohmann::json;

namespace {

/// Peaks at −distance / 2 and distance / 2.
std::vector<double> twoPeaks(double distance, std::size_t count)
{
    RandomGenerator generator(3);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(0.3 * roughlyNormal(generator) + (i % 2 == 0 ? -distance : distance) / 2);
    }
    return values;
}

/// Two finished layers of three with every verdict among their groups.
AnalysisSnapshot someRun()
{
    AnalysisSnapshot run;
    run.layers.resize(3);
    for (const std::size_t index : {std::size_t {0}, std::size_t {2}}) {
        auto layer = std::make_shared<LayerSummary>();
        layer->hook.layer = index;
        layer->modality[0][0].measured = measureModality(twoPeaks(0, 400), 1);
        layer->modality[0][1].measured = measureModality(twoPeaks(4, 400), 1);
        Modality& overlapping = layer->modality[1][2].measured;
        overlapping = measureModality(twoPeaks(4, 400), 1);
        overlapping.mixture.components[0].sd = 10; // the two do not stand apart
        layer->modality[1][0].measured = measureModality(std::vector<double>(50, 2.5), 1); // constant
        layer->modality[3][0].measured = measureModality(std::vector<double>(), 1);
        layer->modality[3][1].measured = measureModality(std::vector {1.0, 2.0}, 1);
        layer->modality[0][0].pAdjusted = 0.9;
        layer->modality[0][1].pAdjusted = 1e-4 + static_cast<double>(index) / 7e4;
        layer->modality[2][2].measured = measureModality(twoPeaks(4, 400), 1);
        layer->modality[2][2].pAdjusted = 0.3; // another verdict than by its own p
        run.layers[index] = layer;
    }
    return run;
}

/// Zones with everything filled.
FunctionalZones someZones(DepthPattern pattern)
{
    FunctionalZones zones;
    zones.selection.pattern = pattern;
    zones.selection.numComponents = 2;
    zones.selection.zoneCriteria = {12.5, -1.0 / 3, std::nan(""), 1e-300};
    zones.selection.lineCriterion = -17.25;
    zones.patternStability = 0.815;
    zones.patternWithoutWindow = {true, false, true};
    if (pattern == DepthPattern::Zones) {
        zones.selection.boundaries = {2, 7};
        zones.boundaries = {{.layer = 2, .stability = 0.5, .agreesWithoutWindow = {true, true, false}},
                            {.layer = 7, .stability = 1, .agreesWithoutWindow = {false, true, true}}};
    }
    return zones;
}

} // namespace

class TestConclusionsJson : public QObject
{
    Q_OBJECT

private slots:
    void modalitySurvivesItsText();
    void everyVerdictHasItsName();
    void listsFinishedLayersOnly();
    void refusesNamesThatAreNotKnown_data();
    void refusesNamesThatAreNotKnown();
    void refusesModalityThatLacksAPart();
    void zonesSurviveTheirText_data();
    void zonesSurviveTheirText();
    void refusesUnknownPatterns();
    void refusesBoundariesThatDoNotFit_data();
    void refusesBoundariesThatDoNotFit();
};

void TestConclusionsJson::modalitySurvivesItsText()
{
    const AnalysisSnapshot run = someRun();
    const json list = json::parse(modalityJson(run).dump());
    for (const std::size_t index : {std::size_t {0}, std::size_t {2}}) {
        LayerSummary read;
        read.hook.layer = index;
        readModality(list, read, "a.safetensors");
        for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
            for (std::size_t group = 0; group < numLengthGroups; ++group) {
                QVERIFY(isSameModality(read.modality.at(unit).at(group),
                                       run.layers[index]->modality.at(unit).at(group)));
            }
        }
    }
}

void TestConclusionsJson::everyVerdictHasItsName()
{
    const json list = modalityJson(someRun());
    const auto entry = [&](const char* unit, const char* group) {
        for (const json& one : list) {
            if (one.at("layer") == 2 && one.at("unit") == unit && one.at("group") == group) {
                return one;
            }
        }
        return json();
    };
    QCOMPARE(entry("pooled", "shorter").at("verdict").get<std::string>(),
             std::string("unimodal_not_rejected"));
    QCOMPARE(entry("pooled", "equal").at("verdict").get<std::string>(), std::string("bimodal"));
    QCOMPARE(entry("pooled_z", "longer").at("verdict").get<std::string>(), std::string("multimodal"));
    QCOMPARE(entry("pooled_z", "shorter").at("verdict").get<std::string>(), std::string("undefined"));
    QCOMPARE(entry("neuron_mean", "shorter").at("verdict").get<std::string>(), std::string("undefined"));
    QCOMPARE(entry("neuron_mean", "equal").at("verdict").get<std::string>(), std::string("undefined"));
    QCOMPARE(entry("token_mean", "longer").at("verdict").get<std::string>(),
             std::string("unimodal_not_rejected"));
    QVERIFY(entry("neuron_mean", "shorter").at("dip").is_null());
    QVERIFY(entry("neuron_mean", "shorter").at("delta_bic").is_null());
    QVERIFY(entry("pooled", "equal").at("ashman_d").get<double>() > 2);
}

void TestConclusionsJson::listsFinishedLayersOnly()
{
    const json list = modalityJson(someRun());
    QCOMPARE(list.size(), 2 * numObservationUnits * numLengthGroups);
    for (const json& entry : list) {
        QVERIFY(entry.at("layer") != 1);
    }
    QVERIFY(modalityJson(AnalysisSnapshot()).is_array());
}

void TestConclusionsJson::refusesNamesThatAreNotKnown_data()
{
    QTest::addColumn<std::string>("key");
    QTest::newRow("unit") << std::string("unit");
    QTest::newRow("group") << std::string("group");
}

void TestConclusionsJson::refusesNamesThatAreNotKnown()
{
    QFETCH(const std::string, key);
    json list = modalityJson(someRun());
    list[5][key] = "stars";
    LayerSummary layer;
    BATHYSCOPE_VERIFY_REFUSED(readModality(list, layer, "a.safetensors"), ErrorKind::BadFormat,
                              "a.safetensors|\"stars\"");
}

void TestConclusionsJson::refusesModalityThatLacksAPart()
{
    for (const char* key : {"layer", "unit", "group", "values", "used", "constant", "dip", "p", "p_adjusted",
                            "bimodality_coefficient", "single", "mixture"}) {
        json list = modalityJson(someRun());
        list[0].erase(key);
        LayerSummary layer;
        BATHYSCOPE_VERIFY_REFUSED(readModality(list, layer, "a.safetensors"), ErrorKind::BadFormat,
                                  "a.safetensors|damaged");
    }
    json list = modalityJson(someRun());
    list[0]["mixture"]["weights"] = json::array({0.5});
    LayerSummary layer;
    BATHYSCOPE_VERIFY_REFUSED(readModality(list, layer, "a.safetensors"), ErrorKind::BadFormat,
                              "a.safetensors|damaged");
}

void TestConclusionsJson::zonesSurviveTheirText_data()
{
    QTest::addColumn<int>("pattern");
    QTest::addColumn<QString>("name");
    const auto row = [](DepthPattern pattern, const char* name) {
        QTest::newRow(name) << static_cast<int>(pattern) << QString::fromLatin1(name);
    };
    row(DepthPattern::TooFewLayers, "too_few_layers");
    row(DepthPattern::OneZone, "one_zone");
    row(DepthPattern::Zones, "zones");
    row(DepthPattern::Gradual, "gradual");
}

void TestConclusionsJson::zonesSurviveTheirText()
{
    QFETCH(const int, pattern);
    QFETCH(const QString, name);
    const FunctionalZones zones = someZones(static_cast<DepthPattern>(pattern));
    const json object = json::parse(zonesJson(zones).dump());
    QCOMPARE(QString::fromStdString(object.at("pattern").get<std::string>()), name);
    const FunctionalZones read = parseZones(object, 12, "a.safetensors");
    QCOMPARE(static_cast<int>(read.selection.pattern), pattern);
    QCOMPARE(read.selection.numComponents, zones.selection.numComponents);
    QCOMPARE(read.selection.boundaries, zones.selection.boundaries);
    QVERIFY(std::ranges::equal(read.selection.zoneCriteria, zones.selection.zoneCriteria, isSameNumber));
    QCOMPARE(read.selection.lineCriterion, zones.selection.lineCriterion);
    QCOMPARE(read.patternStability, zones.patternStability);
    QVERIFY(read.patternWithoutWindow == zones.patternWithoutWindow);
    QCOMPARE(read.boundaries.size(), zones.boundaries.size());
    for (std::size_t i = 0; i < read.boundaries.size(); ++i) {
        QCOMPARE(read.boundaries[i].layer, zones.boundaries[i].layer);
        QCOMPARE(read.boundaries[i].stability, zones.boundaries[i].stability);
        QVERIFY(read.boundaries[i].agreesWithoutWindow == zones.boundaries[i].agreesWithoutWindow);
    }
}

void TestConclusionsJson::refusesUnknownPatterns()
{
    json object = zonesJson(someZones(DepthPattern::Zones));
    object["pattern"] = "stripes";
    BATHYSCOPE_VERIFY_REFUSED((void)parseZones(object, 12, "a.safetensors"), ErrorKind::BadFormat,
                              "a.safetensors|\"stripes\"");
    object["pattern"] = 3;
    QVERIFY_THROWS_EXCEPTION(json::exception, (void)parseZones(object, 12, "a.safetensors"));
}

void TestConclusionsJson::refusesBoundariesThatDoNotFit_data()
{
    QTest::addColumn<std::size_t>("first");
    QTest::addColumn<std::size_t>("second");
    QTest::addColumn<int>("numWindows");
    QTest::newRow("beyond the last layer") << std::size_t {2} << std::size_t {12} << 3;
    QTest::newRow("far beyond") << ~std::size_t {0} << std::size_t {7} << 3;
    QTest::newRow("at the first layer") << std::size_t {0} << std::size_t {7} << 3;
    QTest::newRow("not ascending") << std::size_t {7} << std::size_t {7} << 3;
    QTest::newRow("other windows") << std::size_t {2} << std::size_t {7} << 2;
}

void TestConclusionsJson::refusesBoundariesThatDoNotFit()
{
    QFETCH(const std::size_t, first);
    QFETCH(const std::size_t, second);
    QFETCH(const int, numWindows);
    json object = zonesJson(someZones(DepthPattern::Zones));
    object["boundaries"][0]["layer"] = first;
    object["boundaries"][1]["layer"] = second;
    object["boundaries"][1]["without_window"] = std::vector<bool>(static_cast<std::size_t>(numWindows));
    BATHYSCOPE_VERIFY_REFUSED((void)parseZones(object, 12, "a.safetensors"), ErrorKind::BadFormat,
                              "a.safetensors|12 layers");
}

QTEST_GUILESS_MAIN(TestConclusionsJson)
#include "tst_ConclusionsJson.moc"
