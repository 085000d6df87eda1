// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "core/findings/Findings.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/ScriptedRun.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

using namespace bathyscope;
using bathyscope::test::ScriptedRun;
using bathyscope::test::ScriptedShape;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::vector<double>& columnOf(LayerSummary& layer, std::string_view id)
{
    return layer.columns[neuronStatisticIndex(id).value()];
}

using Change = std::function<void(AnalysisSnapshot&)>;

/// A change of every finished layer.
Change inLayers(const std::function<void(LayerSummary&, std::size_t)>& change)
{
    return [change](AnalysisSnapshot& run) {
        for (std::size_t index = 0; index < run.layers.size(); ++index) {
            if (run.layers[index]) {
                auto changed = std::make_shared<LayerSummary>(*run.layers[index]);
                change(*changed, index);
                run.layers[index] = std::move(changed);
            }
        }
    };
}

Change inInfo(const std::function<void(RunInfo&)>& change)
{
    return [change](AnalysisSnapshot& run) {
        auto info = std::make_shared<RunInfo>(*run.info);
        change(*info);
        run.info = std::move(info);
    };
}

Change inZones(const std::function<void(FunctionalZones&)>& change)
{
    return [change](AnalysisSnapshot& run) {
        auto zones = std::make_shared<FunctionalZones>(*run.zones);
        change(*zones);
        run.zones = std::move(zones);
    };
}

/// Twelve layers in which most claims hold.
AnalysisSnapshot scriptedRun(const Change& change = {})
{
    static const ScriptedRun scripted; // takes its time to make
    AnalysisSnapshot run = *scripted.finished();
    if (change) {
        change(run);
    }
    return run;
}

Finding findingOf(const AnalysisSnapshot& run, std::string_view id)
{
    const std::vector<Finding> findings = findFindings(run);
    return *std::ranges::find(findings, id, &Finding::id);
}

/// Both peaks stand apart in the pooled values of shorter tokens.
void split(LayerSummary& layer)
{
    GroupModality& found = layer.modality[static_cast<std::size_t>(ObservationUnit::Pooled)]
                                         [static_cast<std::size_t>(LengthGroup::Shorter)];
    found.pAdjusted = 0.001;
    found.measured.dip = {.dip = 0.04, .p = 0.0001};
    found.measured.mixture.components[1].mean = 3;
    found.measured.mixture.bic = found.measured.single.bic - 400;
}

/// Pooled p of permuted series: `numSmall` neurons of each of two permutations are far below chance.
std::shared_ptr<const PermutedDiscoveries> permutedDiscoveries(std::uint32_t numSmall, std::size_t numTests)
{
    std::vector<std::uint32_t> counts(2 * PermutedDiscoveries::numBins);
    for (const std::size_t permutation : {0, 1}) {
        counts[(permutation + 1) * PermutedDiscoveries::numBins - 1] = numSmall;
    }
    auto permuted = std::make_shared<PermutedDiscoveries>(2);
    permuted->add(counts, numTests);
    return permuted;
}

Change withPermuted(std::uint32_t numSmall)
{
    return inLayers([numSmall](LayerSummary& layer, std::size_t /*index*/) {
        layer.significance->permuted = permutedDiscoveries(numSmall, layer.numNeurons);
    });
}

Change withColumn(std::string_view id, double value)
{
    return inLayers([id, value](LayerSummary& layer, std::size_t /*index*/) {
        std::ranges::fill(columnOf(layer, id), value);
    });
}

Change without(std::string_view id)
{
    return withColumn(id, absent);
}

/// As in a file that is older than a statistic.
Change notComputed(std::string_view id)
{
    return inLayers([id](LayerSummary& layer, std::size_t /*index*/) {
        std::ranges::fill(columnOf(layer, id), absent);
        layer.missingColumns = {*neuronStatisticIndex(id)};
    });
}

void reverseSigns(LayerSummary& layer, std::size_t /*index*/)
{
    layer.rMedian = -layer.rMedian;
    layer.jackknife.medianLow = layer.rMedian - 0.01;
    layer.jackknife.medianHigh = layer.rMedian + 0.01;
}

Change equallyLong()
{
    return inInfo([](RunInfo& info) {
        auto features = std::make_shared<TokenFeatures>(*info.features);
        features->groupSizes = {0, info.windows.numTokens(), 0};
        info.features = std::move(features);
    });
}

Change unfinishedFrom(std::size_t layer)
{
    return [layer](AnalysisSnapshot& run) {
        std::fill(run.layers.begin() + static_cast<std::ptrdiff_t>(layer), run.layers.end(), nullptr);
        run.outcome = RunOutcome::Stopped;
        run.zones = nullptr;
    };
}

/// So many neurons of these layers gave NaN or infinity; all of them: there is no r.
Change nonFinite(std::size_t numNeurons, const std::vector<std::size_t>& layers)
{
    return inLayers([numNeurons, layers](LayerSummary& layer, std::size_t index) {
        if (std::ranges::find(layers, index) == layers.end()) {
            return;
        }
        layer.numNonFinite = numNeurons;
        if (numNeurons == layer.numNeurons) {
            for (std::vector<double>& column : layer.columns) {
                std::ranges::fill(column, absent);
            }
            layer.rMedian = layer.rLowerQuartile = layer.rUpperQuartile = layer.rPositiveShare = absent;
            layer.jackknife = {};
        }
    });
}

/// A sentence without gaps.
void verifyText(const Finding& finding)
{
    const QString text =
        QString::fromStdString(findingText(finding)).remove(QStringLiteral("(NaN or infinity)"));
    QVERIFY2(text.endsWith(u'.'), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("nan"), Qt::CaseInsensitive), qPrintable(text));
    for (int number = 1; number <= 9; ++number) {
        QVERIFY2(!text.contains(QStringLiteral("%") + QString::number(number)), qPrintable(text));
    }
    QVERIFY2(!text.contains(u'{'), qPrintable(text));
    QVERIFY(!findingClaim(finding).empty());
    // What is not so says that first, in a sentence of its own.
    const QString lead = QString::fromUtf8(finding.lead);
    QCOMPARE(!lead.isEmpty(), finding.verdict == FindingVerdict::Fails);
    QVERIFY(lead.isEmpty() || text.startsWith(lead + QLatin1Char(' ')));
}

} // namespace

class TestFindings : public QObject
{
    Q_OBJECT

private slots:
    void everyClaimIsThereInAFixedOrder();
    void verdicts_data();
    void verdicts();
    void shortTextsAreNotJudged_data();
    void shortTextsAreNotJudged();
    void intervalsMayBeUnknown();
    void layersAreListedInRanges();
    void permutedSeriesStandBesideTheDiscoveries();
    void theSourceOfFrequencyIsNamed();
    void zonesAreNamedWithTheirStability();
    void whatIsNotLearnedIsSaid();
    void aWeakControlIsLearnedWithItsSign();
    void aControlThatWasStoppedSaysNothing();
    void placeholdersAreFilledOnce();
    void verdictsHaveNames();
};

void TestFindings::everyClaimIsThereInAFixedOrder()
{
    for (const AnalysisSnapshot& run : {scriptedRun(), AnalysisSnapshot {}, scriptedRun(unfinishedFrom(0))}) {
        std::vector<std::string> ids;
        for (const Finding& finding : findFindings(run)) {
            ids.emplace_back(finding.id);
            verifyText(finding);
        }
        QCOMPARE(
            ids,
            (std::vector<std::string> {"first_layer_sign", "longer_tokens_lower", "last_layers_compressed",
                                       "short_tokens_two_peaks", "length_discoveries", "beyond_frequency",
                                       "lean_beyond_frequency", "zones"}));
    }
}

void TestFindings::verdicts_data()
{
    QTest::addColumn<AnalysisSnapshot>("run");
    QTest::addColumn<std::string>("id");
    QTest::addColumn<FindingVerdict>("verdict");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* id, FindingVerdict verdict, const char* words,
                        const Change& change = {}) {
        QTest::newRow(name) << scriptedRun(change) << std::string(id) << verdict << QString::fromUtf8(words);
    };
    using enum FindingVerdict;

    row("sign", "first_layer_sign", Holds, "0.138 to 0.162) and below 0 in", [](AnalysisSnapshot& run) {
        inLayers([](LayerSummary& layer, std::size_t index) {
            layer.rMedian = index == 0 ? 0.15 : -0.05;
            layer.jackknife.medianLow = layer.rMedian - 0.012;
            layer.jackknife.medianHigh = layer.rMedian + 0.012;
        })(run);
    });
    row("sign reversed", "first_layer_sign", Fails, "Not so in this run. The median of r is -",
        inLayers(reverseSigns));
    row("sign within the interval", "first_layer_sign", Fails, "-0.010 to 0.300",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) {
            layer.jackknife.medianLow = -0.01;
            layer.jackknife.medianHigh = 0.3;
        }));
    row("all positive", "first_layer_sign", Fails, "below 0 in 0 of the 11 other layers",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) { layer.rMedian = 0.2; }));
    row("sign of two layers", "first_layer_sign", Unanswered, "at least 3 finished layers",
        unfinishedFrom(2));
    row("sign of equal lengths", "first_layer_sign", Unanswered, "All tokens are equally long",
        equallyLong());
    row("sign without r", "first_layer_sign", Unanswered, "No neuron of this run",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) { layer.rMedian = absent; }));
    row("sign without a first layer", "first_layer_sign", Unanswered, "the first among them",
        [](AnalysisSnapshot& run) { run.layers[0] = nullptr; });

    row("lower", "longer_tokens_lower", Holds, "in 12 of 12 layers");
    row("higher", "longer_tokens_lower", Fails, "in 6 of 12 layers",
        inLayers([](LayerSummary& layer, std::size_t index) {
            if (index % 2 == 0) {
                std::ranges::reverse(layer.histograms[0].medians);
            }
        }));
    row("no shorter tokens", "longer_tokens_lower", Unanswered, "both shorter and longer tokens",
        inLayers(
            [](LayerSummary& layer, std::size_t /*index*/) { layer.histograms[0].medians[0] = absent; }));

    row("compressed", "last_layers_compressed", Holds, "It is least in layer 11");
    row("wide", "last_layers_compressed", Fails, "It is least in layer 4: 0.500 times",
        inLayers([](LayerSummary& layer, std::size_t index) {
            layer.rLowerQuartile = 0;
            layer.rUpperQuartile = index == 4 ? 0.1 : 0.2;
        }));
    row("compression of two layers", "last_layers_compressed", Unanswered, "at least 3 layers",
        [](AnalysisSnapshot& run) { run.layers.resize(2); });
    row("compression of a stopped run", "last_layers_compressed", Unanswered, "before its last layer",
        unfinishedFrom(7));
    row("compression without spread", "last_layers_compressed", Unanswered, "no spread",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) {
            layer.rLowerQuartile = 0.1;
            layer.rUpperQuartile = 0.1;
        }));

    row("two peaks", "short_tokens_two_peaks", Holds, "rejected in 2 of 12 layers (3, 9), and two peaks",
        inLayers([](LayerSummary& layer, std::size_t index) {
            if (index == 3 || index == 9) {
                split(layer);
            }
        }));
    row("one peak", "short_tokens_two_peaks", Fails, "rejected in 0 of 12 layers (–)");
    row("peaks of nothing", "short_tokens_two_peaks", Unanswered, "too few shorter tokens",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) { layer.modality = {}; }));

    row("discoveries", "length_discoveries", Holds, "50 % of the neurons (3072 of 6144) have q < 0.050",
        inLayers([](LayerSummary& layer, std::size_t index) {
            std::ranges::fill(columnOf(layer, "q_length"), index < 6 ? 0.01 : 0.5);
        }));
    row("no more than the rate", "length_discoveries", Fails, "0 % of the neurons (0 of 6144)",
        withColumn("q_length", 0.05));
    row("no more than permuted", "length_discoveries", Fails, "Permuted token lengths give 6144",
        [](AnalysisSnapshot& run) {
            withPermuted(512)(run);
            withColumn("q_length", 0.01)(run);
        });
    row("no permutations", "length_discoveries", Unanswered, "made no permutations", without("q_length"));

    row("beyond frequency", "beyond_frequency", Holds, "0.103 to 0.062 (60 %)", [](AnalysisSnapshot& run) {
        inLayers([](LayerSummary& layer, std::size_t /*index*/) {
            const std::vector<double>& r = columnOf(layer, "r_length");
            std::ranges::transform(r, columnOf(layer, "r_length_given_frequency").begin(),
                                   [](double value) { return 0.6 * value; });
        })(run);
        withColumn("p_length_beyond_frequency", 0.01)(run);
    });
    row("mostly frequency", "beyond_frequency", Fails,
        "Mostly frequency in this run. With frequency held constant (");
    row("beyond frequency by chance", "beyond_frequency", Fails, "Of the neurons, 0 % respond to length",
        [](AnalysisSnapshot& run) {
            withColumn("r_length_given_frequency", 0.3)(run);
            withColumn("p_length_beyond_frequency", 0.5)(run);
        });
    row("frequency without tests", "beyond_frequency", Unanswered, "no neurons with a small q",
        without("q_length"));
    row("frequency is length", "beyond_frequency", Unanswered, "go together exactly",
        without("r_length_given_frequency"));
    row("without strata", "beyond_frequency", Fails, "of equal frequency to –",
        without("r_length_stratified"));

    // The scripted partial r is 0.4 times r.
    row("the lean goes with frequency", "lean_beyond_frequency", Fails, "in 0 of 12 layers");
    row("the lean stays", "lean_beyond_frequency", Holds, "in 12 of 12 layers",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) {
            columnOf(layer, "r_length_given_frequency") = layer.column("r_length");
        }));
    row("the lean turns", "lean_beyond_frequency", Fails, "in 0 of 12 layers",
        inLayers([](LayerSummary& layer, std::size_t /*index*/) {
            const std::vector<double>& r = columnOf(layer, "r_length");
            std::ranges::transform(r, columnOf(layer, "r_length_given_frequency").begin(),
                                   [](double value) { return -value; });
        }));
    row("no lean to look at", "lean_beyond_frequency", Unanswered, "none with frequency held constant",
        without("r_length_given_frequency"));

    row("zones", "zones", Holds, "3 zones");
    row("one zone", "zones", Fails, "Not so in this run. One zone.",
        inZones([](FunctionalZones& zones) { zones.selection.pattern = DepthPattern::OneZone; }));
    row("gradual", "zones", Fails, "changes gradually",
        inZones([](FunctionalZones& zones) { zones.selection.pattern = DepthPattern::Gradual; }));
    row("too few layers", "zones", Unanswered, "fewer than 6 layers",
        inZones([](FunctionalZones& zones) { zones.selection.pattern = DepthPattern::TooFewLayers; }));
    row("zones of a stopped run", "zones", Unanswered, "ended before its last layer", unfinishedFrom(7));

    row("older than a statistic", "beyond_frequency", Unanswered,
        "older than what this looks at (p_length_beyond_frequency): run it again.",
        notComputed("p_length_beyond_frequency"));
    row("older than q", "length_discoveries", Unanswered, "(q_length): run it again.",
        notComputed("q_length"));
    row("older than another statistic", "zones", Holds, "3 zones", notComputed("r_length_stratified"));

    row("the last layer is not finite", "last_layers_compressed", Unanswered,
        "between, is not finite. Not finite (NaN or infinity) and left out: all neurons in 1 of 12 layers "
        "(11).",
        nonFinite(512, {11}));
    row("some neurons are not finite", "last_layers_compressed", Holds,
        "Not finite (NaN or infinity) and left out: 6 neurons in 2 of 12 layers (2, 11).",
        nonFinite(3, {2, 11}));
    row("a layer that is not finite is no failure", "lean_beyond_frequency", Fails, "in 0 of 11 layers. Not",
        nonFinite(512, {4}));
    row("lower in those that are finite", "longer_tokens_lower", Holds, "in 10 of 10 layers",
        nonFinite(512, {4, 5}));
    row("nothing is finite", "beyond_frequency", Unanswered,
        "No layer has a neuron that is finite everywhere.",
        nonFinite(512, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    row("the first layer is not finite", "first_layer_sign", Unanswered, "the first among them. Not finite",
        nonFinite(512, {0}));
}

void TestFindings::verdicts()
{
    QFETCH(const AnalysisSnapshot, run);
    QFETCH(const std::string, id);
    QFETCH(const FindingVerdict, verdict);
    QFETCH(const QString, words);
    const Finding finding = findingOf(run, id);
    const QString text = QString::fromStdString(findingText(finding));
    QVERIFY2(finding.verdict == verdict, qPrintable(text));
    QVERIFY2(text.contains(words), qPrintable(text));
    for (const Finding& each : findFindings(run)) {
        verifyText(each);
    }
}

void TestFindings::shortTextsAreNotJudged_data()
{
    QTest::addColumn<std::size_t>("numTokens");
    QTest::addColumn<std::size_t>("windowLength");
    QTest::addColumn<QString>("reason"); // empty: judged
    const auto row = [](const char* name, std::size_t numTokens, std::size_t windowLength,
                        const char* reason = "") {
        QTest::newRow(name) << numTokens << windowLength << QString::fromUtf8(reason);
    };
    row("two tokens", 2, 512, "1 full windows and 2 tokens.");
    row("one window less", 6 * 200, 200, "6 full windows and 1200 tokens.");
    row("a last window that is not full", 6 * 200 + 199, 200, "6 full windows and 1399 tokens.");
    row("one token less", 999, 111, "9 full windows and 999 tokens.");
    row("just enough windows", 7 * 200, 200);
    row("just enough tokens", 1000, 100);
}

/// Two tokens have r = ±1 everywhere: "holds" would be said of nothing.
void TestFindings::shortTextsAreNotJudged()
{
    QFETCH(const std::size_t, numTokens);
    QFETCH(const std::size_t, windowLength);
    QFETCH(const QString, reason);
    const AnalysisSnapshot run = scriptedRun(inInfo([&](RunInfo& info) {
        info.windows = TokenWindows::cut(std::vector<TokenId>(numTokens), windowLength);
        auto features = std::make_shared<TokenFeatures>(*info.features);
        features->length.resize(numTokens, 3);
        info.features = std::move(features);
    }));
    std::vector<Finding> findings = findFindings(run);
    findings.push_back(controlFinding(run, run));
    for (const Finding& finding : findings) {
        verifyText(finding);
        const QString text = QString::fromStdString(findingText(finding));
        QCOMPARE(text.startsWith(QStringLiteral("Too short to judge: this takes at least 7 full windows and "
                                                "1000 tokens; the run has ")),
                 !reason.isEmpty());
        if (!reason.isEmpty()) {
            QVERIFY2(finding.verdict == FindingVerdict::Unanswered, qPrintable(text));
            QVERIFY2(text.endsWith(reason), qPrintable(text));
        }
    }
    const bool isAnyJudged = std::ranges::any_of(
        findings, [](const Finding& finding) { return finding.verdict != FindingVerdict::Unanswered; });
    QCOMPARE(isAnyJudged, reason.isEmpty());
}

void TestFindings::intervalsMayBeUnknown()
{
    const auto forget = [](LayerSummary& layer, std::size_t /*index*/) { layer.jackknife = {}; };
    const Finding holding = findingOf(scriptedRun(inLayers(forget)), "first_layer_sign");
    QCOMPARE(holding.verdict, FindingVerdict::Holds);
    verifyText(holding);
    const Finding failing = findingOf(scriptedRun(inLayers([&](LayerSummary& layer, std::size_t index) {
                                          reverseSigns(layer, index);
                                          forget(layer, index);
                                      })),
                                      "first_layer_sign");
    QCOMPARE(failing.verdict, FindingVerdict::Fails);
    verifyText(failing);
}

void TestFindings::layersAreListedInRanges()
{
    const auto listOf = [](const std::vector<std::size_t>& layers) {
        const Finding finding =
            findingOf(scriptedRun(inLayers([&layers](LayerSummary& layer, std::size_t index) {
                          if (std::ranges::find(layers, index) != layers.end()) {
                              split(layer);
                          }
                      })),
                      "short_tokens_two_peaks");
        return std::get<std::string>(finding.arguments[2]);
    };
    QCOMPARE(listOf({0, 1, 2, 3, 7}), std::string("0–3, 7"));
    QCOMPARE(listOf({2, 3, 5}), std::string("2, 3, 5"));
    QCOMPARE(listOf({9, 10, 11}), std::string("9–11"));
    QCOMPARE(listOf({}), std::string("–"));
}

void TestFindings::permutedSeriesStandBesideTheDiscoveries()
{
    const Finding finding = findingOf(scriptedRun([](AnalysisSnapshot& run) {
                                          withPermuted(100)(run);
                                          withColumn("q_length", 0.01)(run);
                                      }),
                                      "length_discoveries");
    QCOMPARE(finding.verdict, FindingVerdict::Holds);
    QCOMPARE(findingText(finding),
             std::string(
                 "100 % of the neurons (6144 of 6144) have q < 0.050. Permuted token lengths give 1200 such "
                 "neurons on average."));
}

void TestFindings::theSourceOfFrequencyIsNamed()
{
    const auto textFor = [](FrequencySource source, const char* table) {
        return QString::fromStdString(findingText(findingOf(scriptedRun(inInfo([&](RunInfo& info) {
                                                                info.frequency.source = source;
                                                                info.frequency.table = table;
                                                            })),
                                                            "beyond_frequency")));
    };
    QVERIFY(textFor(FrequencySource::Corpus, "").contains(QStringLiteral("(source: counts in the text)")));
    QVERIFY(textFor(FrequencySource::BpeRank, "").contains(QStringLiteral("(source: BPE rank)")));
    QVERIFY(textFor(FrequencySource::Table, "pile %2.csv").contains(QStringLiteral("(source: pile %2.csv)")));
}

void TestFindings::zonesAreNamedWithTheirStability()
{
    QCOMPARE(
        findingText(findingOf(scriptedRun(), "zones")),
        std::string("3 zones. Behind the first, they begin at layer 1 (100 %), 9 (83 %); in parentheses the "
                    "share of bootstraps over neurons with a boundary exactly there."));
}

void TestFindings::whatIsNotLearnedIsSaid()
{
    const AnalysisSnapshot run = scriptedRun();
    const Finding finding = controlFinding(run, run);
    QCOMPARE(finding.id, std::string_view("learned"));
    QCOMPARE(finding.verdict, FindingVerdict::Fails);
    verifyText(finding);
}

void TestFindings::aWeakControlIsLearnedWithItsSign()
{
    const AnalysisSnapshot run = scriptedRun();
    const AnalysisSnapshot weak = scriptedRun(withColumn("r_length", 0.001));
    QCOMPARE(controlFinding(run, weak).verdict, FindingVerdict::Holds);
    verifyText(controlFinding(run, weak));
    const AnalysisSnapshot reversed = scriptedRun(inLayers(reverseSigns));
    QCOMPARE(controlFinding(run, reversed).verdict, FindingVerdict::Holds);
    // What the run does not show itself cannot be missing in the control.
    QCOMPARE(controlFinding(reversed, reversed).verdict, FindingVerdict::Fails);
    verifyText(controlFinding(scriptedRun(without("q_length")), scriptedRun(without("q_length"))));
}

void TestFindings::aControlThatWasStoppedSaysNothing()
{
    const Finding finding = controlFinding(scriptedRun(), scriptedRun(unfinishedFrom(4)));
    QCOMPARE(finding.verdict, FindingVerdict::Unanswered);
    verifyText(finding);
    QCOMPARE(controlFinding(scriptedRun(without("r_length")), scriptedRun()).verdict,
             FindingVerdict::Unanswered);
}

void TestFindings::placeholdersAreFilledOnce()
{
    const std::array<std::string, 2> arguments {"%2", "b"};
    QCOMPARE(fillPlaceholders("%1 and %2, 95 % of %3%", arguments), std::string("%2 and b, 95 % of %3%"));
    QCOMPARE(fillPlaceholders("", arguments), std::string());
}

void TestFindings::verdictsHaveNames()
{
    QCOMPARE(verdictName(FindingVerdict::Holds), std::string_view("holds"));
    QCOMPARE(verdictName(FindingVerdict::Fails), std::string_view("fails"));
    QCOMPARE(verdictName(FindingVerdict::Unanswered), std::string_view("unanswered"));
}

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_Findings.moc"
