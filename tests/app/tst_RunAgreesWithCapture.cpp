// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/statistics/TokenSample.h"
#include "core/support/Resources.h"
#include "tests/app/Program.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

using Series = std::vector<double>;

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Σ (a − mean a)^p, in two passes.
double centralSum(std::span<const double> values, int power)
{
    const double mean = meanOf(values);
    return std::accumulate(values.begin(), values.end(), 0.0, [mean, power](double sum, double value) {
        return sum + std::pow(value - mean, power);
    });
}

double pearson(std::span<const double> a, std::span<const double> b)
{
    const double meanA = meanOf(a);
    const double meanB = meanOf(b);
    double products = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        products += (a[i] - meanA) * (b[i] - meanB);
    }
    return products / std::sqrt(centralSum(a, 2) * centralSum(b, 2));
}

/// Adjusted Fisher-Pearson skewness G1 and excess kurtosis G2 (Joanes & Gill 1998; scipy with bias=False).
double skewness(std::span<const double> values)
{
    const auto n = static_cast<double>(values.size());
    const double m2 = centralSum(values, 2) / n;
    return centralSum(values, 3) / n / std::pow(m2, 1.5) * std::sqrt(n * (n - 1)) / (n - 2);
}

double kurtosis(std::span<const double> values)
{
    const auto n = static_cast<double>(values.size());
    const double m2 = centralSum(values, 2) / n;
    const double excess = centralSum(values, 4) / n / (m2 * m2) - 3;
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
}

/// Counts in [edges[i], edges[i + 1]), the last bin closed where `closed`; −1 as the total where a value lies
/// outside.
std::vector<std::int64_t> countInBins(const Series& values, const Series& edges, bool closed)
{
    std::vector<std::int64_t> counts(edges.size() - 1);
    for (const double value : values) {
        const auto above = std::upper_bound(edges.begin(), edges.end(), value);
        auto bin = static_cast<std::size_t>(above - edges.begin());
        if (closed && value == edges.back()) {
            --bin;
        }
        if (bin == 0 || bin >= edges.size()) {
            return {-1};
        }
        ++counts[bin - 1];
    }
    return counts;
}

/// The captured activations of one layer, one series a neuron, in double precision.
std::vector<Series> capturedNeurons(const SafetensorsFile& capture, std::size_t layer)
{
    const TensorView& tensor = *capture.find("layer." + std::to_string(layer) + ".mlp.hook_pre");
    const Series values = capture.readDoubles(tensor); // [token, neuron]
    const auto numTokens = static_cast<std::size_t>(tensor.shape.at(0));
    const auto numNeurons = static_cast<std::size_t>(tensor.shape.at(1));
    std::vector<Series> neurons(numNeurons, Series(numTokens));
    for (std::size_t token = 0; token < numTokens; ++token) {
        for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
            neurons[neuron][token] = values[token * numNeurons + neuron];
        }
    }
    return neurons;
}

} // namespace

/// A run against an independent computation, in double precision and two passes, from the raw activations
/// that `capture` writes for the same text.
class TestRunAgreesWithCapture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void momentsAndCorrelationsAgree_data();
    void momentsAndCorrelationsAgree();
    void densityAgrees_data();
    void densityAgrees();
    void histogramsAgree_data();
    void histogramsAgree();
    void histogramOfZAgrees_data();
    void histogramOfZAgrees();

private:
    static void addLayers();

    Scratch m_scratch;
    std::shared_ptr<const AnalysisSnapshot> m_run;
    std::unique_ptr<const SafetensorsFile> m_capture;
    Series m_length; ///< [tokens]
    std::array<std::vector<std::size_t>, numLengthGroups> m_groups; ///< indices of tokens
};

void TestRunAgreesWithCapture::initTestCase()
{
    const QString text = QString::fromStdString((resourcesFolder() / "sample-text.txt").string());
    const QString run = m_scratch.path("run.safetensors");
    const QString capture = m_scratch.path("capture.safetensors");
    // 1,500 tokens: the last window is shorter than the others.
    const QStringList options =
        words("--quiet --model sample-12 --tokens 1500 --window 256 --text") + QStringList {text};
    QCOMPARE(runProgram(words("analyze") + options + words("--out") + QStringList {run}).exitStatus, 0);
    QCOMPARE(runProgram(words("capture --layers 0,5,11") + options + words("--out") + QStringList {capture})
                 .exitStatus,
             0);
    m_run = readRunFile(run.toStdString());
    m_capture = std::make_unique<const SafetensorsFile>(capture.toStdString());
    const SafetensorsFile file(run.toStdString());
    QCOMPARE(file.readIntegers(*file.find("tokens.ids")),
             m_capture->readIntegers(*m_capture->find("tokens.ids")));
    QCOMPARE(file.readIntegers(*file.find("tokens.window")),
             m_capture->readIntegers(*m_capture->find("tokens.window")));
    const std::vector<std::int64_t> lengths = file.readIntegers(*file.find("tokens.length"));
    QCOMPARE(lengths.size(), std::size_t {1500});
    m_length.assign(lengths.begin(), lengths.end());
    Series sorted = m_length;
    std::ranges::sort(sorted);
    const double median = sorted[(sorted.size() - 1) / 2]; // the lower one
    for (std::size_t token = 0; token < m_length.size(); ++token) {
        const std::size_t group = m_length[token] < median ? 0 : m_length[token] == median ? 1 : 2;
        m_groups.at(group).push_back(token);
    }
}

void TestRunAgreesWithCapture::addLayers()
{
    QTest::addColumn<std::size_t>("layer");
    QTest::newRow("first layer") << std::size_t {0};
    QTest::newRow("middle layer") << std::size_t {5};
    QTest::newRow("last layer") << std::size_t {11};
}

void TestRunAgreesWithCapture::momentsAndCorrelationsAgree_data()
{
    addLayers();
}

void TestRunAgreesWithCapture::momentsAndCorrelationsAgree()
{
    QFETCH(const std::size_t, layer);
    const LayerSummary& summary = *m_run->layers.at(layer);
    const std::vector<Series> neurons = capturedNeurons(*m_capture, layer);
    QCOMPARE(summary.numNeurons, neurons.size());
    QCOMPARE(summary.numTokens, m_length.size());
    const auto n = static_cast<double>(m_length.size());
    for (std::size_t i = 0; i < neurons.size(); ++i) {
        const Series& a = neurons[i];
        const auto active = std::ranges::count_if(a, [](double value) { return value > 0; });
        const std::array<std::pair<const char*, double>, 8> expected {
            {{"mean", meanOf(a)},
             {"sd", std::sqrt(centralSum(a, 2) / (n - 1))},
             {"skewness", skewness(a)},
             {"kurtosis", kurtosis(a)},
             {"min", *std::ranges::min_element(a)},
             {"max", *std::ranges::max_element(a)},
             {"active_share", static_cast<double>(active) / n},
             {"r_length", pearson(a, m_length)}}};
        for (const auto& [id, value] : expected) {
            // Both sum the same float32 values in double precision; only the order differs.
            const double tolerance = 1e-6 * std::max(1.0, std::abs(value));
            const double found = summary.column(id).at(i);
            QVERIFY2(std::abs(found - value) <= tolerance,
                     qPrintable(QStringLiteral("%1 of neuron %2: expected %3, found %4")
                                    .arg(QString::fromUtf8(id))
                                    .arg(i)
                                    .arg(value, 0, 'g', 12)
                                    .arg(found, 0, 'g', 12)));
        }
    }
}

void TestRunAgreesWithCapture::densityAgrees_data()
{
    addLayers();
}

void TestRunAgreesWithCapture::densityAgrees()
{
    QFETCH(const std::size_t, layer);
    const CorrelationDensity& density = m_run->layers.at(layer)->density;
    QCOMPARE(density.edges.front(), -1.0);
    QCOMPARE(density.edges.back(), 1.0);
    Series correlations;
    for (const Series& neuron : capturedNeurons(*m_capture, layer)) {
        correlations.push_back(pearson(neuron, m_length));
    }
    QCOMPARE(density.counts, countInBins(correlations, density.edges, true));
}

void TestRunAgreesWithCapture::histogramsAgree_data()
{
    addLayers();
}

void TestRunAgreesWithCapture::histogramsAgree()
{
    QFETCH(const std::size_t, layer);
    const LayerSummary& summary = *m_run->layers.at(layer);
    const std::vector<Series> neurons = capturedNeurons(*m_capture, layer);
    std::int64_t pooledTotal = 0;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        Series pooled;
        Series neuronMeans;
        Series tokenMeans(m_groups.at(group).size());
        for (const Series& neuron : neurons) {
            Series values;
            for (std::size_t i = 0; i < m_groups.at(group).size(); ++i) {
                values.push_back(neuron[m_groups.at(group)[i]]);
                tokenMeans[i] += values.back() / static_cast<double>(neurons.size());
            }
            pooled.insert(pooled.end(), values.begin(), values.end());
            neuronMeans.push_back(meanOf(values));
        }
        const std::array<std::pair<ObservationUnit, const Series*>, 3> expected {
            {{ObservationUnit::Pooled, &pooled},
             {ObservationUnit::TokenMean, &tokenMeans},
             {ObservationUnit::NeuronMean, &neuronMeans}}};
        for (const auto& [unit, values] : expected) {
            const GroupHistogram& histogram = summary.histograms.at(static_cast<std::size_t>(unit));
            QCOMPARE(histogram.counts.at(group), countInBins(*values, histogram.edges, false));
        }
        const std::vector<std::int64_t>& counts = summary.histograms.front().counts.at(group);
        pooledTotal += std::accumulate(counts.begin(), counts.end(), std::int64_t {0});
    }
    QCOMPARE(pooledTotal, static_cast<std::int64_t>(m_length.size() * neurons.size()));
}

void TestRunAgreesWithCapture::histogramOfZAgrees_data()
{
    addLayers();
}

/// Of the tokens that the run's seed draws.
void TestRunAgreesWithCapture::histogramOfZAgrees()
{
    QFETCH(const std::size_t, layer);
    const GroupHistogram& histogram =
        m_run->layers.at(layer)->histograms.at(static_cast<std::size_t>(ObservationUnit::PooledZ));
    const TokenSample sample = drawTokenSample(*m_run->info->features, m_run->info->seed);
    const std::vector<Series> neurons = capturedNeurons(*m_capture, layer);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        Series scores;
        for (const Series& neuron : neurons) {
            const double mean = meanOf(neuron);
            const double sd = std::sqrt(centralSum(neuron, 2) / static_cast<double>(neuron.size() - 1));
            for (const std::size_t token : m_groups.at(group)) {
                if (sample.rowOf[token] != TokenSample::notSampled) {
                    scores.push_back((neuron[token] - mean) / sd);
                }
            }
        }
        QCOMPARE(scores.size(), std::min(m_groups.at(group).size(), maxSampledTokens) * neurons.size());
        std::ranges::sort(scores);
        std::int64_t below = 0;
        for (std::size_t bin = 0; bin < histogram.counts.at(group).size(); ++bin) {
            // The program's z are float32: near an edge they may lie on the other side of it.
            constexpr double rounding = 1e-5;
            below += histogram.counts.at(group)[bin];
            const double edge = histogram.edges[bin + 1];
            QVERIFY(below >= std::ranges::lower_bound(scores, edge - rounding) - scores.begin());
            QVERIFY(below <= std::ranges::upper_bound(scores, edge + rounding) - scores.begin());
        }
        QCOMPARE(below, static_cast<std::int64_t>(scores.size()));
    }
}

QTEST_GUILESS_MAIN(TestRunAgreesWithCapture)
#include "tst_RunAgreesWithCapture.moc"
