// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FrequencyControl.h"
#include "core/analysis/FunctionalZones.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/files/RunMetadata.h"
#include "core/files/RunTables.h"
#include "core/findings/RunComparison.h"
#include "core/run/AnalysisRun.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"
#include "core/support/VisibleText.h"
#include "tests/core/files/SameModality.h"
#include "tests/support/Refusal.h"
#include "tests/support/SafetensorsParts.h"
#include "tests/support/SampleRequest.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

class TestRunFile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsBackWhatWasWritten();
    void holdsTheTensorsOfTheInterface();
    void keepsHowTheTextWasRead();
    void keepsTheNameOfARun();
    void keepsAStoppedRunsLayers();
    void keepsWhatAContinuationNeedsOfAStoppedRunOnly();
    void keepsWhatWasConcluded();
    void keepsZonesAndTheirBoundaries();
    void keepsExclusionsAndFrequency();
    void opensRunsThatAreOlderThanAColumn_data();
    void opensRunsThatAreOlderThanAColumn();
    void opensRunsThatAreOlderThanAnotherTensor_data();
    void opensRunsThatAreOlderThanAnotherTensor();
    void opensRunsThatAreOlderThanAStageOfTiming();
    void takesAStoppedRunOnWithoutAColumn();
    void keepsARunWithoutPermutations();
    void keepsARunOfOneLayer();
    void refusesARunWithoutLayers();
    void refusesDamagedMetadata_data();
    void refusesDamagedMetadata();
    void boundsWhatIsShownOfAStrangersFile();
    void refusesAConfigurationOfMegabytes();
    void refusesDamagedTensors_data();
    void refusesDamagedTensors();
    void refusesATruncatedFile();
    void leavesNothingWhereItCannotWrite();
    void writesTablesAsCsv();
    void tablesHoldWhatTheLayersHold();

private:
    std::shared_ptr<const AnalysisSnapshot> m_run;
    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
};

namespace {

/// Equal, with NaN equal to NaN: the file holds doubles, so nothing is rounded.
bool same(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b,
                              [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// As in a file that does not have the tensor; its bytes stay under a name that says nothing.
void hide(SafetensorsParts& file, const std::string& tensor)
{
    file.header["hidden." + tensor] = file.header.at(tensor);
    file.header.erase(tensor);
}

} // namespace

void TestRunFile::initTestCase()
{
    RecordingObserver observer;
    m_run = runAnalysis(sampleRequest(300, 128), {}, observer);
}

void TestRunFile::readsBackWhatWasWritten()
{
    writeRunFile(path("run.safetensors"), *m_run);
    const auto read = readRunFile(path("run.safetensors"));
    QCOMPARE(read->outcome, RunOutcome::Completed);
    QCOMPARE(read->weightsSha256, m_run->weightsSha256);
    QCOMPARE(read->info->created, m_run->info->created);
    QCOMPARE(read->info->modelName, std::string("sample-12"));
    QCOMPARE(read->info->textSha256, m_run->info->textSha256);
    QCOMPARE(read->info->config.numLayers, std::size_t {12});
    QCOMPARE(read->info->features->length, m_run->info->features->length);
    QCOMPARE(read->info->features->medianLength, m_run->info->features->medianLength);
    QVERIFY(std::ranges::equal(read->info->windows.ids(), m_run->info->windows.ids()));
    QVERIFY(std::ranges::equal(read->info->windows.windows(), m_run->info->windows.windows()));
    QCOMPARE(read->layers.size(), m_run->layers.size());
    for (std::size_t i = 0; i < read->layers.size(); ++i) {
        const LayerSummary& a = *read->layers[i];
        const LayerSummary& b = *m_run->layers[i];
        QVERIFY(std::ranges::equal(a.columns, b.columns, same));
        QCOMPARE(a.density.counts, b.density.counts);
        QCOMPARE(a.rMedian, b.rMedian);
        QCOMPARE(a.significance->band.low, b.significance->band.low);
        QCOMPARE(a.significance->band.high, b.significance->band.high);
        for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
            QCOMPARE(a.histograms.at(unit).edges, b.histograms.at(unit).edges);
            QVERIFY(a.histograms.at(unit).counts == b.histograms.at(unit).counts);
            QVERIFY(a.histograms.at(unit).medians == b.histograms.at(unit).medians);
        }
    }
}

void TestRunFile::holdsTheTensorsOfTheInterface()
{
    writeRunFile(path("run.safetensors"), *m_run);
    const SafetensorsFile file(path("run.safetensors"));
    for (const char* name : {"mean", "sd", "skewness", "kurtosis", "min", "max", "active_share", "r_length",
                             "r_frequency", "r_position", "r_length_given_frequency",
                             "r_length_given_frequency_position", "r_length_stratified", "r_length_even",
                             "r_length_odd", "p_length", "q_length", "p_length_beyond_frequency"}) {
        const TensorView* tensor = file.find(std::string("layer.11.") + name);
        QVERIFY2(tensor != nullptr, name);
        QCOMPARE(tensor->dtype, DType::F64);
        QCOMPARE(tensor->shape, std::vector<std::int64_t> {512});
    }
    QCOMPARE(file.find("layer.0.density.edges")->shape, std::vector<std::int64_t> {401});
    QCOMPARE(file.find("layer.0.density.counts")->dtype, DType::I64);
    QCOMPARE(file.find("layer.0.histogram.neuron_mean.counts")->shape.front(), 3);
    QCOMPARE(file.find("tokens.ids")->shape, std::vector<std::int64_t> {300});
    QCOMPARE(file.metadata().at("format"), std::string("bathyscope-run"));
    QCOMPARE(file.metadata().at("status"), std::string("complete"));
}

void TestRunFile::keepsHowTheTextWasRead()
{
    AnalysisSnapshot run = *m_run;
    RunInfo info = *run.info;
    info.splitsDocuments = true;
    info.textOrigin = "somebody's collection, CC0";
    run.info = std::make_shared<const RunInfo>(std::move(info));
    std::map<std::string, std::string> metadata = runMetadata(run);
    ParsedRunMetadata read = parseRunMetadata(metadata, "memory");
    QVERIFY(read.info.splitsDocuments);
    QCOMPARE(read.info.textOrigin, std::string("somebody's collection, CC0"));

    // Files of earlier versions say nothing of it.
    for (const auto& [part, key] : {std::pair("settings", "split_documents"), std::pair("text", "origin")}) {
        nlohmann::json object = nlohmann::json::parse(metadata.at(part));
        object.erase(key);
        metadata[part] = object.dump();
    }
    read = parseRunMetadata(metadata, "memory");
    QVERIFY(!read.info.splitsDocuments);
    QVERIFY(read.info.textOrigin.empty());
}

void TestRunFile::keepsTheNameOfARun()
{
    QVERIFY(!runMetadata(*m_run).contains("name"));
    AnalysisSnapshot named = *m_run;
    named.name = "Zw\u00f6lf Schichten, ohne Zeilenumbr\u00fcche";
    writeRunFile(path("named.safetensors"), named);
    QCOMPARE(readRunFile(path("named.safetensors"))->name, named.name);
    writeRunFile(path("nameless.safetensors"), *m_run);
    QCOMPARE(readRunFile(path("nameless.safetensors"))->name, "");
}

void TestRunFile::keepsAStoppedRunsLayers()
{
    AnalysisSnapshot stopped = *m_run;
    stopped.outcome = RunOutcome::Stopped;
    std::fill(stopped.layers.begin() + 4, stopped.layers.end(), nullptr);
    writeRunFile(path("stopped.safetensors"), stopped);
    const auto read = readRunFile(path("stopped.safetensors"));
    QCOMPARE(read->outcome, RunOutcome::Stopped);
    QCOMPARE(read->layers.size(), std::size_t {12});
    QCOMPARE(read->numFinished(), std::size_t {4});
}

void TestRunFile::keepsWhatAContinuationNeedsOfAStoppedRunOnly()
{
    AnalysisSnapshot stopped = *m_run;
    stopped.outcome = RunOutcome::Stopped;
    stopped.layers.back() = nullptr;
    auto changed = std::make_shared<LayerSummary>(*stopped.layers[2]);
    changed->jackknife.without[1].clear(); // as of a window that leaves fewer than two values
    stopped.layers[2] = changed;
    writeRunFile(path("stopped.safetensors"), stopped);
    const auto read = readRunFile(path("stopped.safetensors"));
    QCOMPARE(read->info->modelFolder, sampleRequest(2, 2).modelFolder);
    for (std::size_t i = 0; i < 11; ++i) {
        const LayerSummary& a = *read->layers[i];
        const LayerSummary& b = *stopped.layers[i];
        QVERIFY(!b.jackknife.without.empty());
        QCOMPARE(a.jackknife.without, b.jackknife.without);
        QVERIFY(same(a.significance->pPooled, b.significance->pPooled));
        QCOMPARE(a.significance->permuted->counts(), b.significance->permuted->counts());
        QCOMPARE(a.significance->permuted->numTests(), b.significance->permuted->numTests());
    }
    writeRunFile(path("whole.safetensors"), *m_run);
    const auto whole = readRunFile(path("whole.safetensors"));
    QVERIFY(whole->info->modelFolder.empty());
    QVERIFY(whole->layers[2]->jackknife.without.empty());
    QVERIFY(whole->layers[2]->significance->pPooled.empty());
    QVERIFY(!whole->layers[2]->significance->permuted);
}

void TestRunFile::keepsWhatWasConcluded()
{
    AnalysisSnapshot run = *m_run;
    auto changed = std::make_shared<LayerSummary>(*run.layers[4]);
    changed->jackknife.medianLow = std::nan(""); // as with one window
    changed->jackknife.medianHigh = std::nan("");
    changed->tuning.standardError.back() = std::nan(""); // as of one neuron
    changed->modality[1][0] = {};
    run.layers[4] = changed;
    writeRunFile(path("conclusions.safetensors"), run);
    const auto read = readRunFile(path("conclusions.safetensors"));
    for (std::size_t i = 0; i < read->layers.size(); ++i) {
        const LayerSummary& a = *read->layers[i];
        const LayerSummary& b = *run.layers[i];
        QVERIFY(b.tuning.length.size() > 4);
        QCOMPARE(a.tuning.length, b.tuning.length);
        QCOMPARE(a.tuning.count, b.tuning.count);
        QVERIFY(same(a.tuning.mean, b.tuning.mean));
        QVERIFY(same(a.tuning.standardError, b.tuning.standardError));
        QCOMPARE(a.jackknife.numUnits, std::size_t {3});
        QVERIFY(isSameNumber(a.jackknife.medianLow, b.jackknife.medianLow));
        QVERIFY(isSameNumber(a.jackknife.medianHigh, b.jackknife.medianHigh));
        QCOMPARE(std::isnan(a.jackknife.medianLow), i == 4);
        QVERIFY(a.jackknife.without.empty());
        for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
            for (std::size_t group = 0; group < numLengthGroups; ++group) {
                QVERIFY(isSameModality(a.modality.at(unit).at(group), b.modality.at(unit).at(group)));
            }
        }
        QVERIFY(!std::isnan(a.modality[0][1].pAdjusted));
    }
}

void TestRunFile::keepsZonesAndTheirBoundaries()
{
    QVERIFY(m_run->zones != nullptr);
    QCOMPARE(m_run->zones->patternWithoutWindow.size(), std::size_t {3});
    AnalysisSnapshot run = *m_run;
    auto zones = std::make_shared<FunctionalZones>(*m_run->zones);
    zones->selection.pattern = DepthPattern::Zones;
    zones->selection.boundaries = {4, 9};
    zones->boundaries = {{.layer = 4, .stability = 0.875, .agreesWithoutWindow = {true, false, true}},
                         {.layer = 9, .stability = 0.25, .agreesWithoutWindow = {false, false, false}}};
    run.zones = zones;
    writeRunFile(path("zones.safetensors"), run);
    const auto read = readRunFile(path("zones.safetensors"))->zones;
    QVERIFY(read != nullptr);
    QCOMPARE(read->selection.pattern, DepthPattern::Zones);
    QCOMPARE(read->selection.boundaries, zones->selection.boundaries);
    QVERIFY(same(read->selection.zoneCriteria, zones->selection.zoneCriteria));
    QCOMPARE(read->selection.lineCriterion, zones->selection.lineCriterion);
    QCOMPARE(read->patternStability, zones->patternStability);
    QVERIFY(read->patternWithoutWindow == zones->patternWithoutWindow);
    QCOMPARE(read->boundaries.size(), std::size_t {2});
    QCOMPARE(read->boundaries[0].stability, 0.875);
    QVERIFY(read->boundaries[0].agreesWithoutWindow == (std::vector<bool> {true, false, true}));
    run.zones = nullptr; // as of a run that was stopped
    writeRunFile(path("zones.safetensors"), run);
    QVERIFY(readRunFile(path("zones.safetensors"))->zones == nullptr);
}

void TestRunFile::keepsExclusionsAndFrequency()
{
    AnalysisRequest request = sampleRequest(200, 40);
    request.tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true};
    request.frequency.source = FrequencySource::BpeRank;
    request.numPermutations = 10;
    RecordingObserver observer;
    const auto run = runAnalysis(request, {}, observer);
    writeRunFile(path("excluding.safetensors"), *run);
    const auto read = readRunFile(path("excluding.safetensors"));
    const TokenFeatures& a = *read->info->features;
    const TokenFeatures& b = *run->info->features;
    QVERIFY(b.numAnalysed() < 200);
    QCOMPARE(a.isExcluded, b.isExcluded);
    QCOMPARE(a.frequency, b.frequency);
    QCOMPARE(a.length, b.length);
    QCOMPARE(a.medianLength, b.medianLength);
    QCOMPARE(a.groupSizes, b.groupSizes);
    QCOMPARE(a.count, b.count);
    QVERIFY(read->info->tokenOptions == request.tokenOptions);
    QVERIFY(read->info->frequency.source == FrequencySource::BpeRank);
    QCOMPARE(read->info->effectiveNumTypes, run->info->effectiveNumTypes);
    QCOMPARE(read->info->isLengthShifted, run->info->isLengthShifted);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        QCOMPARE(run->layers[layer]->numTokens, b.numAnalysed());
        QCOMPARE(read->layers[layer]->numTokens, run->layers[layer]->numTokens);
        QVERIFY(std::ranges::equal(read->layers[layer]->columns, run->layers[layer]->columns, same));
    }
}

/// Columns are rows of the table of statistics, to which newer programs add.
void TestRunFile::opensRunsThatAreOlderThanAColumn_data()
{
    QTest::addColumn<std::size_t>("missing");
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        QTest::newRow(std::string(neuronStatistics()[i].id).c_str()) << i;
    }
}

void TestRunFile::opensRunsThatAreOlderThanAColumn()
{
    QFETCH(const std::size_t, missing);
    const std::string id(neuronStatistics()[missing].id);
    writeRunFile(path("older.safetensors"), *m_run);
    SafetensorsParts file = partsOf(path("older.safetensors"));
    for (std::size_t layer = 0; layer < 12; ++layer) {
        hide(file, "layer." + std::to_string(layer) + "." + id);
    }
    writeBytes(path("older.safetensors"), file.bytes());
    const auto read = readRunFile(path("older.safetensors"));
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const LayerSummary& found = *read->layers[layer];
        for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
            QCOMPARE(found.isComputed(i), i != missing);
            const std::vector<double> none(512, std::numeric_limits<double>::quiet_NaN());
            QVERIFY(same(found.columns[i], i == missing ? none : m_run->layers[layer]->columns[i]));
        }
        QCOMPARE(std::isnan(found.rMedian), id == "r_length");
    }
    QCOMPARE(read->findings.size(), m_run->findings.size());
    // Tables have the column, empty.
    std::istringstream csv(runTableCsv(*read, RunTable::Neurons, 3));
    std::string line;
    std::getline(csv, line);
    QVERIFY(line.find("," + id) != std::string::npos);
    std::getline(csv, line);
    std::vector<std::string> fields;
    std::istringstream rest(line + ",");
    for (std::string field; std::getline(rest, field, ',');) {
        fields.push_back(field);
    }
    QCOMPARE(fields.size(), neuronStatistics().size() + 2);
    QVERIFY(fields[missing + 2].empty());
    QVERIFY(!fields[(missing + 1) % neuronStatistics().size() + 2].empty());
    std::istringstream ofLayers(runTableCsv(*read, RunTable::Layers, 3));
    std::getline(ofLayers, line);
    std::getline(ofLayers, line);
    const bool isBeyondEmpty = line.find(",512,,") != std::string::npos; // tested, beyond_frequency
    QCOMPARE(isBeyondEmpty, id == "p_length_beyond_frequency");
    for (const auto table :
         {RunTable::Layers, RunTable::Density, RunTable::Histograms, RunTable::Tuning, RunTable::Modality}) {
        QVERIFY(runTableCsv(*read, table).find("nan") == std::string::npos);
    }
    if (id == "r_length" || id == "r_length_even" || id == "r_length_odd") { // what comparisons look at
        const RunComparison comparison = compareRuns(*read, *m_run);
        QCOMPARE(comparison.depths.empty(), id == "r_length");
        QVERIFY(comparison.depths.empty() || std::isnan(comparison.depths[3].floor));
    }
    // What was not computed is not written either.
    writeRunFile(path("again.safetensors"), *read);
    QVERIFY(SafetensorsFile(path("again.safetensors")).find("layer.3." + id) == nullptr);
    QVERIFY(!readRunFile(path("again.safetensors"))->layers[3]->isComputed(missing));
}

void TestRunFile::opensRunsThatAreOlderThanAnotherTensor_data()
{
    QTest::addColumn<QByteArrayList>("missing");
    const auto row = [](const char* name, const QByteArrayList& missing) { QTest::newRow(name) << missing; };
    row("density", {"density.edges", "density.counts"});
    row("null band", {"density.null_low", "density.null_high"});
    for (const std::string_view unit : observationUnitIds) {
        const QByteArray histogram =
            "histogram." + QByteArray(unit.data(), static_cast<qsizetype>(unit.size()));
        row(histogram.constData(), {histogram + ".edges", histogram + ".counts"});
    }
    row("tuning", {"tuning.length", "tuning.mean", "tuning.standard_error", "tuning.count"});
}

void TestRunFile::opensRunsThatAreOlderThanAnotherTensor()
{
    QFETCH(const QByteArrayList, missing);
    writeRunFile(path("older.safetensors"), *m_run);
    SafetensorsParts file = partsOf(path("older.safetensors"));
    for (std::size_t layer = 0; layer < 12; ++layer) {
        for (const QByteArray& name : missing) {
            hide(file, "layer." + std::to_string(layer) + "." + name.toStdString());
        }
    }
    hide(file, "tokens.count"); // made again from the ids
    writeBytes(path("older.safetensors"), file.bytes());
    const auto read = readRunFile(path("older.safetensors"));
    QCOMPARE(read->layers[3]->rMedian, m_run->layers[3]->rMedian);
    QCOMPARE(read->layers[3]->density.counts, m_run->layers[3]->density.counts);
    QCOMPARE(read->info->features->count, m_run->info->features->count);
    QCOMPARE(!read->layers[3]->significance, missing.contains("density.null_low"));
    QCOMPARE(read->layers[3]->tuning.length.empty(), missing.contains("tuning.length"));
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        const GroupHistogram& histogram = read->layers[3]->histograms.at(unit);
        const std::string_view id = observationUnitIds.at(unit);
        const bool isMissing = missing.contains(
            "histogram." + QByteArray(id.data(), static_cast<qsizetype>(id.size())) + ".edges");
        QCOMPARE(histogram.edges.empty(), isMissing);
        QCOMPARE(std::isnan(histogram.medians[0]), isMissing);
    }
    for (const auto table : {RunTable::Layers, RunTable::Neurons, RunTable::Density, RunTable::Histograms,
                             RunTable::Tuning, RunTable::Modality}) {
        QVERIFY(runTableCsv(*read, table).ends_with('\n'));
    }
}

void TestRunFile::opensRunsThatAreOlderThanAStageOfTiming()
{
    auto metadata = runMetadata(*m_run);
    nlohmann::json timing = nlohmann::json::parse(metadata.at("timing"));
    timing.erase("idle");
    metadata["timing"] = timing.dump();
    const ParsedRunMetadata parsed = parseRunMetadata(metadata, "a.safetensors");
    QCOMPARE(parsed.timing.sweep.idleSeconds, 0.0);
    QCOMPARE(parsed.timing.totalSeconds, m_run->timing.totalSeconds);
}

/// A column that all layers need to be there is computed when the run is concluded.
void TestRunFile::takesAStoppedRunOnWithoutAColumn()
{
    AnalysisSnapshot stopped = *m_run;
    stopped.outcome = RunOutcome::Stopped;
    writeRunFile(path("stopped.safetensors"), stopped);
    SafetensorsParts file = partsOf(path("stopped.safetensors"));
    for (std::size_t layer = 0; layer < 12; ++layer) {
        hide(file, "layer." + std::to_string(layer) + ".q_length");
        hide(file, "layer." + std::to_string(layer) + ".skewness");
    }
    writeBytes(path("stopped.safetensors"), file.bytes());
    const auto read = readRunFile(path("stopped.safetensors"));
    std::vector<std::shared_ptr<const LayerSummary>> layers = read->layers;
    setRunWideP(layers);
    QVERIFY(same(layers[3]->column("q_length"), m_run->layers[3]->column("q_length")));
    QVERIFY(layers[3]->isComputed(*neuronStatisticIndex("q_length")));
    QVERIFY(!layers[3]->isComputed(*neuronStatisticIndex("skewness")));
}

void TestRunFile::keepsARunWithoutPermutations()
{
    AnalysisRequest request = sampleRequest(100, 50);
    request.numPermutations = 0;
    RecordingObserver observer;
    const auto run = runAnalysis(request, {}, observer);
    writeRunFile(path("untested.safetensors"), *run);
    const auto read = readRunFile(path("untested.safetensors"));
    QCOMPARE(read->info->numPermutations, std::size_t {0});
    for (std::size_t layer = 0; layer < 12; ++layer) {
        QVERIFY(!run->layers[layer]->significance);
        QVERIFY(!read->layers[layer]->significance);
        QVERIFY(std::isnan(read->layers[layer]->column("q_length")[0]));
        QVERIFY(std::ranges::equal(read->layers[layer]->columns, run->layers[layer]->columns, same));
    }
}

void TestRunFile::keepsARunOfOneLayer()
{
    AnalysisRequest request = sampleRequest(100, 50);
    request.hook = HookPoint::FinalNormOut;
    request.hasRandomWeights = true;
    RecordingObserver observer;
    const auto run = runAnalysis(request, {}, observer);
    writeRunFile(path("one.safetensors"), *run);
    const auto read = readRunFile(path("one.safetensors"));
    QVERIFY(read->info->hasRandomWeights);
    QVERIFY(read->weightsSha256.empty()); // of no file
    QCOMPARE(read->layers.size(), std::size_t {1});
    QVERIFY(read->layers[0]->hook == run->layers[0]->hook);
    QVERIFY(std::ranges::equal(read->layers[0]->columns, run->layers[0]->columns, same));
    QVERIFY(isSameModality(read->layers[0]->modality[3][1], run->layers[0]->modality[3][1]));
    QVERIFY(read->layers[0]->modality[3][1].measured.numUsed > 0);
    QVERIFY(read->zones != nullptr);
    QCOMPARE(read->zones->selection.pattern, DepthPattern::TooFewLayers);
}

void TestRunFile::refusesARunWithoutLayers()
{
    AnalysisSnapshot empty = *m_run;
    std::ranges::fill(empty.layers, nullptr);
    QVERIFY_THROWS_EXCEPTION(Error, writeRunFile(path("empty.safetensors"), empty));
    QVERIFY(!std::filesystem::exists(path("empty.safetensors")));
}

void TestRunFile::refusesDamagedMetadata_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const char* key, const char* value, const char* words) {
        QTest::newRow(name) << QByteArray(key) << QByteArray(value) << QByteArray(words);
    };
    row("another format", "format", "something", "not a Bathyscope run");
    row("newer version", "format_version", "2", "update Bathyscope");
    row("version that is no number", "format_version", "one", "no number");
    row("settings that are no JSON", "settings", "{", "(metadata \"settings\") is not JSON");
    row("settings without a window", "settings", "{\"tokens\": 3}", "metadata is damaged");
    row("unknown hook point", "settings",
        R"({"tokens":1,"window":1,"hook":"x","device":"cpu","precision":"float32","threads":1,"blas":"","permutations":0,"fdr":0.05,"seed":1,"frequency":"corpus","frequency_table":"","leading_space":true,"skip_first":false,"skip_newlines":false,"random_weights":false,"length_shifted":false,"effective_types":1})",
        "setting \"hook\" as \"x\"");
    row("unknown source of frequency", "settings",
        R"({"tokens":1,"window":1,"hook":"mlp.hook_pre","device":"cpu","precision":"float32","threads":1,"blas":"","permutations":0,"fdr":0.05,"seed":1,"frequency":"stars","frequency_table":"","random_weights":false})",
        "setting \"frequency\" as \"stars\"");
    row("a device in numbers", "settings", R"({"tokens":1,"window":1,"hook":"mlp.hook_pre","device":1})",
        "setting \"device\" as \"1\"");
    row("negative tokens", "settings", R"({"tokens":-1})", "setting \"tokens\" as \"-1\"");
    row("zones of an unknown pattern", "zones",
        R"({"pattern":"stripes","pattern_stability":1,"pattern_without_window":[],"boundaries":[],"components":0,"zone_criteria":[],"line_criterion":0})",
        "\"stripes\"");
    row("text of a wrong type", "text", "[]", "(metadata \"text\") is not a JSON object");
    row("layers beyond the model", "layers",
        R"([{"layer":12,"constant":0,"non_finite":0,"jackknife_units":16,"r_length_median_low":0,"r_length_median_high":0}])",
        "beyond the run's 12 layers");
    row("layers out of order", "layers",
        R"([{"layer":1,"constant":0,"non_finite":0,"jackknife_units":0,"r_length_median_low":null,"r_length_median_high":null},{"layer":0,"constant":0,"non_finite":0,"jackknife_units":0,"r_length_median_low":null,"r_length_median_high":null}])",
        "out of order");
    row("deeply nested", "timing", "[[[[[[[[", "(metadata \"timing\")");
}

void TestRunFile::refusesDamagedMetadata()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, words);
    auto metadata = runMetadata(*m_run);
    metadata[key.toStdString()] = value.toStdString();
    try {
        (void)parseRunMetadata(metadata, "a.safetensors");
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::BadFormat);
        QVERIFY2(QByteArray(error.what()).contains(words), error.what());
        QVERIFY2(QByteArray(error.what()).contains("a.safetensors"), error.what());
    }
}

/// Names come from a file that anybody may have made: each is cut to what can be shown, and nothing in it is
/// a terminal's to obey.
void TestRunFile::boundsWhatIsShownOfAStrangersFile()
{
    const std::string hostile = "\x1B]0;title\x07<b>\u202E" + std::string(1U << 20U, 'x');
    const std::string expected = visibleText(hostile, maxNameBytes);
    QVERIFY(expected.starts_with("␛]0;title␇<b>⟨U+202E⟩xx") && expected.size() <= 1024);
    auto metadata = runMetadata(*m_run);
    const auto change = [&metadata](const char* part, std::initializer_list<const char*> keys,
                                    const std::string& value) {
        nlohmann::json object = nlohmann::json::parse(metadata.at(part));
        for (const char* key : keys) {
            object[key] = value;
        }
        metadata[part] = object.dump();
    };
    metadata["program_version"] = hostile;
    metadata["created"] = hostile;
    change("model", {"name", "path", "folder"}, hostile);
    change("text", {"name", "origin", "sha256"}, hostile);
    change("settings", {"blas", "frequency_table"}, hostile);
    const RunInfo info = parseRunMetadata(metadata, "a.safetensors").info;
    for (const std::string& shown :
         {info.programVersion, info.created, info.modelName, info.modelFolderName, info.textName,
          info.textOrigin, info.textSha256, info.blas, info.frequency.table.string()}) {
        QCOMPARE(shown, expected);
    }
    QCOMPARE(info.modelFolder.native(), std::string()); // longer than paths can be

    change("model", {"folder"}, "/models/a\x1B b"); // a path that is opened stays what it is
    QCOMPARE(parseRunMetadata(metadata, "a").info.modelFolder.native(), std::string("/models/a\x1B b"));
}

void TestRunFile::refusesAConfigurationOfMegabytes()
{
    auto metadata = runMetadata(*m_run);
    nlohmann::json model = nlohmann::json::parse(metadata.at("model"));
    model["config"]["notes"] = std::string(1U << 20U, 'x');
    metadata["model"] = model.dump();
    const auto refusal = refusalOf([&] { (void)parseRunMetadata(metadata, "a.safetensors"); });
    QVERIFY(refusal && refusal->kind == ErrorKind::BadFormat);
    QVERIFY(refusal->message.find("more than 1000000 bytes") != std::string::npos);
}

void TestRunFile::refusesDamagedTensors_data()
{
    using Change = std::function<void(SafetensorsParts&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const Change& change, const char* words) {
        QTest::newRow(name) << change << QString::fromUtf8(words);
    };
    row(
        "a missing tensor",
        [](SafetensorsParts& file) {
            file.header["elsewhere"] = file.header["tokens.length"];
            file.header.erase("tokens.length");
        },
        "tokens.length is missing");
    row(
        "a column of another length",
        [](SafetensorsParts& file) {
            file.header["layer.3.mean"]["shape"] = {8, 64};
        },
        "layer.3.mean should have shape [512]|[8, 64]");
    row(
        "a column of another type",
        [](SafetensorsParts& file) { file.header["layer.3.mean"]["dtype"] = "I64"; }, "layer.3.mean|I64");
    row(
        "a type that there is not",
        [](SafetensorsParts& file) { file.header["layer.3.mean"]["dtype"] = "F65"; }, "F65");
    row(
        "offsets beyond the end",
        [](SafetensorsParts& file) {
            file.header["tokens.frequency"]["data_offsets"] = {4'000'000'000, 4'000'002'400};
        },
        "tokens.frequency");
    row(
        "a density of another r", [](SafetensorsParts& file) { file.set("layer.3.r_length", 7, 0.987); },
        "layer.3.density.counts does not agree with r_length");
    row(
        "edges that do not ascend",
        [](SafetensorsParts& file) { file.set("layer.3.histogram.pooled.edges", 1, -1e9); },
        "layer.3.histogram.pooled.edges is not a list of ascending edges");
    row(
        "edges that are no numbers",
        [](SafetensorsParts& file) { file.set("layer.3.histogram.pooled.edges", 0, std::nan("")); },
        "layer.3.histogram.pooled.edges is not a list of ascending edges");
    row(
        "counts below 0",
        [](SafetensorsParts& file) { file.set("layer.3.histogram.token_mean.counts", 0, std::int64_t {-1}); },
        "layer.3.histogram.token_mean.counts holds negative counts");
    row(
        "counts whose sum no number holds",
        [](SafetensorsParts& file) {
            file.set("layer.3.histogram.token_mean.counts", 0, std::int64_t {1} << 62U);
            file.set("layer.3.histogram.token_mean.counts", 1, std::int64_t {1} << 62U);
        },
        "layer.3.histogram.token_mean.counts counts more than 9007199254740992 in all");
    row(
        "a token outside the vocabulary",
        [](SafetensorsParts& file) { file.set("tokens.ids", 3, std::int64_t {1} << 40); },
        "tokens.ids holds 1099511627776");
    row(
        "windows out of order",
        [](SafetensorsParts& file) { file.set("tokens.window", 3, std::int64_t {2}); },
        "tokens.window does not count the windows up from 0");
    row(
        "counts of other tokens",
        [](SafetensorsParts& file) { file.set("tokens.count", 3, std::int64_t {100}); },
        "tokens.count does not agree with tokens.ids");
    row(
        "a p above 1", [](SafetensorsParts& file) { file.set("layer.3.p_length_pooled", 3, 1.5); },
        "layer.3.p_length_pooled holds numbers outside 0 to 1");
    row(
        "permuted counts below 0",
        [](SafetensorsParts& file) { file.set("layer.3.permuted.counts", 3, std::int32_t {-5}); },
        "layer.3.permuted.counts holds negative counts");
    row(
        "permutations of another number",
        [](SafetensorsParts& file) {
            file.header["layer.3.permuted.counts"]["shape"] = {100, 704};
        },
        "layer.3.permuted.counts should have shape [200, 352]");
    row(
        "half a quantile function",
        [](SafetensorsParts& file) { file.set("layer.3.jackknife.without", 20, std::nan("")); },
        "layer.3.jackknife.without holds numbers that are not finite");
}

void TestRunFile::refusesDamagedTensors()
{
    QFETCH(const std::function<void(SafetensorsParts&)>, change);
    QFETCH(const QString, words);
    AnalysisSnapshot stopped = *m_run;
    stopped.outcome = RunOutcome::Stopped;
    writeRunFile(path("damaged.safetensors"), stopped);
    SafetensorsParts file = partsOf(path("damaged.safetensors"));
    change(file);
    writeBytes(path("damaged.safetensors"), file.bytes());
    const std::string whole = file.bytes();
    BATHYSCOPE_VERIFY_REFUSED((void)readRunFile(path("damaged.safetensors")), ErrorKind::BadFormat,
                              words.toStdString());
    QCOMPARE(readBytes(path("damaged.safetensors")), whole); // reading changes nothing
}

void TestRunFile::refusesATruncatedFile()
{
    writeRunFile(path("cut.safetensors"), *m_run);
    std::filesystem::resize_file(path("cut.safetensors"),
                                 std::filesystem::file_size(path("cut.safetensors")) - 8);
    QVERIFY_THROWS_EXCEPTION(Error, (void)readRunFile(path("cut.safetensors")));
    QVERIFY_THROWS_EXCEPTION(Error, (void)readRunFile(path("missing.safetensors")));
}

void TestRunFile::leavesNothingWhereItCannotWrite()
{
    QVERIFY_THROWS_EXCEPTION(Error, writeRunFile("/proc/no-such-place/run.safetensors", *m_run));
    try {
        writeRunFile(path("no-such-folder/run.safetensors"), *m_run);
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::FileUnwritable);
    }
    QVERIFY(!std::filesystem::exists(path("no-such-folder")));
}

void TestRunFile::writesTablesAsCsv()
{
    const auto lines = [](const std::string& csv) { return std::ranges::count(csv, '\n'); };
    QCOMPARE(lines(runTableCsv(*m_run, RunTable::Layers)), 13);
    QCOMPARE(lines(runTableCsv(*m_run, RunTable::Neurons)), 12 * 512 + 1);
    QCOMPARE(lines(runTableCsv(*m_run, RunTable::Neurons, 3)), 512 + 1);
    QCOMPARE(lines(runTableCsv(*m_run, RunTable::Density, 3)), 401);
    for (const auto table : {RunTable::Layers, RunTable::Neurons, RunTable::Density, RunTable::Histograms,
                             RunTable::Tuning, RunTable::Modality}) {
        const std::string csv = runTableCsv(*m_run, table, 3);
        QCOMPARE(csv.find('\r'), std::string::npos); // LF alone: see RunTables.h
        QVERIFY(csv.ends_with('\n'));
    }
    std::istringstream neurons(runTableCsv(*m_run, RunTable::Neurons, 3));
    std::string line;
    std::getline(neurons, line);
    QCOMPARE(
        line,
        std::string(
            "layer,neuron,mean,sd,skewness,kurtosis,min,max,active_share,r_length,r_frequency,r_position,"
            "r_length_given_frequency,r_length_given_frequency_position,r_length_stratified,r_length_even,r_"
            "length_odd,"
            "p_length,q_length,p_length_beyond_frequency"));
    std::getline(neurons, line);
    QVERIFY(line.starts_with("3,0,"));
    QCOMPARE(std::stod(line.substr(line.rfind(',') + 1)),
             m_run->layers[3]->column("p_length_beyond_frequency")[0]);
    std::int64_t histogramTotal = 0;
    std::istringstream histograms(runTableCsv(*m_run, RunTable::Histograms, 3));
    std::getline(histograms, line);
    while (std::getline(histograms, line)) {
        if (line.starts_with("3,pooled,")) {
            histogramTotal += std::stoll(line.substr(line.rfind(',') + 1));
        }
    }
    QCOMPARE(histogramTotal, std::int64_t {300} * 512);
}

void TestRunFile::tablesHoldWhatTheLayersHold()
{
    // Fields of the row `number` below the head, by their names.
    const auto rowOf = [](const std::string& csv, std::size_t number) {
        const auto split = [](const std::string& line) {
            std::vector<std::string> fields;
            std::string field;
            std::istringstream rest(line + ",");
            while (std::getline(rest, field, ',')) {
                fields.push_back(field);
            }
            return fields;
        };
        std::istringstream lines(csv);
        std::string line;
        std::getline(lines, line);
        const std::vector<std::string> names = split(line);
        for (std::size_t i = 0; i <= number; ++i) {
            std::getline(lines, line);
        }
        const std::vector<std::string> fields = split(line);
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < std::min(names.size(), fields.size()); ++i) {
            row[names[i]] = fields[i];
        }
        return row;
    };
    const LayerSummary& layer = *m_run->layers[3];
    const FrequencyControl control = frequencyControl(layer, m_run->info->falseDiscoveryRate);
    auto row = rowOf(runTableCsv(*m_run, RunTable::Layers), 3);
    QCOMPARE(row.size(), std::size_t {20});
    QCOMPARE(std::stod(row["r_length_median"]), layer.rMedian);
    QCOMPARE(std::stod(row["r_length_median_high"]), layer.jackknife.medianHigh);
    QCOMPARE(std::stod(row["r_length_given_frequency_median"]), control.givenFrequency);
    QCOMPARE(std::stoull(row["tested"]), control.numTested);
    QCOMPARE(std::stoull(row["beyond_frequency"]), control.numBeyond);
    QCOMPARE(std::stoull(row["discoveries"]), control.numDiscoveries);
    QCOMPARE(std::stoull(row["discoveries_beyond_frequency"]), control.numDiscoveriesBeyond);

    row = rowOf(runTableCsv(*m_run, RunTable::Density, 3), 200);
    QCOMPARE(std::stod(row["null_high"]), layer.significance->band.high[200]);
    row = rowOf(runTableCsv(*m_run, RunTable::Tuning, 3), 1);
    QCOMPARE(std::stoi(row["length"]), layer.tuning.length[1]);
    QCOMPARE(std::stod(row["mean_z"]), layer.tuning.mean[1]);
    QCOMPARE(std::stoll(row["tokens"]), layer.tuning.count[1]);
    row = rowOf(runTableCsv(*m_run, RunTable::Modality, 3), 7); // token means, equal
    QCOMPARE(row["unit"] + " " + row["group"], std::string("token_mean equal"));
    QCOMPARE(std::stod(row["dip"]), layer.modality[2][1].measured.dip.dip);
    QCOMPARE(row["verdict"], std::string(modalityVerdictId(layer.modality[2][1].verdict())));

    AnalysisSnapshot untested = *m_run; // without permutations the fields of tests are empty
    auto bare = std::make_shared<LayerSummary>(layer);
    std::ranges::fill(bare->columns.at(neuronStatisticIndex("q_length").value()),
                      std::numeric_limits<double>::quiet_NaN());
    bare->significance.reset();
    untested.layers[3] = bare;
    row = rowOf(runTableCsv(untested, RunTable::Layers), 3);
    QCOMPARE(row["tested"] + row["beyond_frequency"] + row["discoveries"], std::string());
    QVERIFY(!row["compression"].empty());
    QCOMPARE(rowOf(runTableCsv(untested, RunTable::Density, 3), 0)["null_low"], std::string());
}

QTEST_GUILESS_MAIN(TestRunFile)
#include "tst_RunFile.moc"
