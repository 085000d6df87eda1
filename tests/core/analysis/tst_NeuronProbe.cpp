// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/NeuronProbe.h"
#include "core/checkpoint/FloatConversion.h"
#include "tests/core/engine/SweepRecorder.h"
#include "tests/support/Refusal.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <memory>
#include <omp.h>
#include <span>
#include <string>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

constexpr std::size_t hiddenSize = 48;
constexpr std::size_t numNeurons = 192;
constexpr std::size_t numLayers = 4;
constexpr std::size_t numTokens = 12'000; // read in three pieces

constexpr HookId hookPre {HookPoint::MlpPre, 2};
constexpr HookId hookPost {HookPoint::MlpPost, 2};

/// Rows as a layer norm gives them: between −2 and 2, from a multiplicative sequence.
std::vector<float> someRows(std::size_t count = numTokens * hiddenSize)
{
    std::vector<float> rows(count);
    std::uint32_t state = 1;
    for (float& value : rows) {
        state = state * 1664525U + 1013904223U; // Numerical Recipes' constants
        value = static_cast<float>(state >> 8U) / 4194304.0F - 2.0F;
    }
    return rows;
}

std::shared_ptr<ActivationStore> storeOf(const fs::path& folder, std::span<const float> rows,
                                         std::size_t layer,
                                         StoredPrecision precision = StoredPrecision::Float32)
{
    const ActivationStorePlan plan {.numLayers = numLayers,
                                    .numTokens = rows.size() / hiddenSize,
                                    .width = hiddenSize,
                                    .precision = precision};
    auto store = std::make_shared<ActivationStore>(plan, folder);
    store->keep(layer, 0, rows);
    return store;
}

std::vector<float> tensor(const Checkpoint& checkpoint, const std::string& name, std::size_t size)
{
    std::vector<float> values(size);
    checkpoint.read(name, values);
    return values;
}

/// The neuron's value on every row, in double precision.
std::vector<double> product(const Checkpoint& checkpoint, std::size_t layer, std::size_t neuron,
                            std::span<const float> rows)
{
    const std::string prefix = "h." + std::to_string(layer) + ".mlp.c_fc.";
    const std::vector<float> weights = tensor(checkpoint, prefix + "weight", numNeurons * hiddenSize);
    const std::vector<float> biases = tensor(checkpoint, prefix + "bias", numNeurons);
    std::vector<double> values(rows.size() / hiddenSize, biases[neuron]);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        values[i / hiddenSize] +=
            static_cast<double>(rows[i]) * static_cast<double>(weights[neuron * hiddenSize + i % hiddenSize]);
    }
    return values;
}

double gelu(double x)
{
    return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
}

/// ln_2 of a layer, in double precision, of rows of the residual stream.
std::vector<float> mlpInputs(const Checkpoint& checkpoint, std::size_t layer, std::span<const float> rows)
{
    const std::string prefix = "h." + std::to_string(layer) + ".ln_2.";
    const std::vector<float> scale = tensor(checkpoint, prefix + "weight", hiddenSize);
    const std::vector<float> shift = tensor(checkpoint, prefix + "bias", hiddenSize);
    std::vector<float> inputs;
    for (std::size_t row = 0; row < rows.size(); row += hiddenSize) {
        double sum = 0;
        double squares = 0;
        for (std::size_t i = 0; i < hiddenSize; ++i) {
            sum += rows[row + i];
        }
        const double mean = sum / hiddenSize;
        for (std::size_t i = 0; i < hiddenSize; ++i) {
            squares += (rows[row + i] - mean) * (rows[row + i] - mean);
        }
        const double deviation = std::sqrt(squares / hiddenSize + checkpoint.config().layerNormEpsilon);
        for (std::size_t i = 0; i < hiddenSize; ++i) {
            inputs.push_back(static_cast<float>((rows[row + i] - mean) / deviation * scale[i] + shift[i]));
        }
    }
    return inputs;
}

double largestDifference(std::span<const float> found, std::span<const double> expected)
{
    double largest = found.size() == expected.size() ? 0 : std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
        const double difference = std::abs(static_cast<double>(found[i]) - expected[i]);
        largest = difference <= largest ? largest : difference; // NaN is taken
    }
    return largest;
}

} // namespace

class TestNeuronProbe : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void agreesWithDoublePrecision();
    void agreesWithHuggingFace();
    void givesTheSameForAnyNumberOfThreads();
    void readsRowsOfHalfPrecision();
    void readsAColumnWhereTheValuesThemselvesWereKept();
    void letsNanAndInfinityThrough();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void readsOnWhenTheModelIsReplacedOrRemoved();
    void noticesThatTheModelWasOverwritten();
    void noticesThatTheModelWasCutShort();
    void refusesRowsOfAnotherModel();

private:
    [[nodiscard]] fs::path folder() const
    {
        return m_folder->path().toStdString();
    }

    /// A copy of the model that was written an hour ago, opened.
    [[nodiscard]] std::shared_ptr<const Checkpoint> openCopy() const
    {
        fs::copy_file(m_model / "config.json", folder() / "config.json");
        fs::copy_file(m_model / "model.safetensors", weights());
        fs::last_write_time(weights(), fs::last_write_time(weights()) - std::chrono::hours(1));
        return Checkpoint::open(folder());
    }

    [[nodiscard]] fs::path weights() const
    {
        return folder() / "model.safetensors";
    }

    const fs::path m_model = testData("tiny-gpt-neo");
    const std::vector<float> m_rows = someRows();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<const Checkpoint> m_checkpoint;
};

void TestNeuronProbe::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_checkpoint = Checkpoint::open(m_model);
}

void TestNeuronProbe::agreesWithDoublePrecision()
{
    const NeuronProbe probe(m_checkpoint, storeOf(folder(), m_rows, 2), HookPoint::MlpPre);
    for (const std::size_t neuron : {std::size_t {0}, std::size_t {77}, numNeurons - 1}) {
        std::vector<double> expected = product(*m_checkpoint, 2, neuron, m_rows);
        const auto [lowest, highest] = std::ranges::minmax(expected);
        QVERIFY2(lowest < -1 && highest > 1, "values of order 1");
        QVERIFY(largestDifference(probe.probe(hookPre, neuron), expected) < 5e-6);
        std::ranges::transform(expected, expected.begin(), gelu);
        QVERIFY(largestDifference(probe.probe(hookPost, neuron), expected) < 1e-5);
    }
}

void TestNeuronProbe::agreesWithHuggingFace()
{
    const SafetensorsFile file(m_model / "expected.safetensors");
    const std::vector<std::int64_t> ids = file.readIntegers(*file.find("input_ids"));
    const TokenWindows windows = TokenWindows::cut(std::vector<TokenId>(ids.begin(), ids.end()), 40);
    const Recorded recorded = record(m_model, windows, {HookPoint::ResidMid});
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        const std::string number = std::to_string(layer);
        const auto& residual = recorded.values.at("blocks." + number + ".hook_resid_mid");
        const std::vector<float> inputs = mlpInputs(*m_checkpoint, layer, residual);
        const NeuronProbe probe(m_checkpoint, storeOf(folder(), inputs, layer), HookPoint::MlpPost);
        const std::vector<double> all = file.readDoubles(*file.find("c_fc." + number));
        for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
            std::vector<double> expected;
            for (std::size_t i = neuron; i < all.size(); i += numNeurons) {
                expected.push_back(all[i]);
            }
            // As far as float32 lets the residual streams differ: see tst_LayerSweep.
            QVERIFY(largestDifference(probe.probe({HookPoint::MlpPre, layer}, neuron), expected) < 1e-4);
        }
    }
}

void TestNeuronProbe::givesTheSameForAnyNumberOfThreads()
{
    const NeuronProbe probe(m_checkpoint, storeOf(folder(), m_rows, 2), HookPoint::MlpPre);
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    const std::vector<float> alone = probe.probe(hookPre, 5);
    omp_set_num_threads(3);
    const std::vector<float> together = probe.probe(hookPre, 5);
    omp_set_num_threads(before);
    QVERIFY(alone == together);
}

void TestNeuronProbe::readsRowsOfHalfPrecision()
{
    const NeuronProbe probe(m_checkpoint, storeOf(folder(), m_rows, 2, StoredPrecision::Float16),
                            HookPoint::MlpPre);
    std::vector<std::uint16_t> halves(m_rows.size());
    convertFloatToHalf(m_rows, halves);
    std::vector<float> rounded(m_rows.size());
    convertHalfToFloat(std::as_bytes(std::span(halves)).data(), rounded);
    const std::vector<float> values = probe.probe(hookPre, 9);
    QVERIFY(largestDifference(values, product(*m_checkpoint, 2, 9, rounded)) < 5e-6);
    QVERIFY(largestDifference(values, product(*m_checkpoint, 2, 9, m_rows)) < 1e-2);
}

void TestNeuronProbe::readsAColumnWhereTheValuesThemselvesWereKept()
{
    const NeuronProbe probe(m_checkpoint, storeOf(folder(), m_rows, 2), HookPoint::MlpOut);
    std::vector<float> column;
    for (std::size_t i = 47; i < m_rows.size(); i += hiddenSize) {
        column.push_back(m_rows[i]);
    }
    QVERIFY(probe.probe({HookPoint::MlpOut, 2}, 47) == column);

    const ActivationStorePlan onePoint {.numLayers = 1, .numTokens = 2, .width = hiddenSize};
    const auto store = std::make_shared<ActivationStore>(onePoint, folder());
    store->keep(0, 0, std::span(m_rows).first(2 * hiddenSize));
    const NeuronProbe outside(m_checkpoint, store, HookPoint::FinalNormOut);
    QVERIFY(outside.probe({HookPoint::FinalNormOut, 0}, 3)
            == (std::vector<float> {m_rows[3], m_rows[3 + hiddenSize]}));
}

void TestNeuronProbe::letsNanAndInfinityThrough()
{
    std::vector<float> rows(m_rows.begin(), m_rows.begin() + 4 * hiddenSize);
    rows[hiddenSize + 40] = std::numeric_limits<float>::quiet_NaN();
    rows[2 * hiddenSize + 7] = std::numeric_limits<float>::infinity();
    const NeuronProbe probe(m_checkpoint, storeOf(folder(), rows, 2), HookPoint::MlpPre);
    const std::vector<float> pre = probe.probe(hookPre, 1);
    QVERIFY(std::isfinite(pre[0]) && std::isnan(pre[1]) && std::isinf(pre[2]) && std::isfinite(pre[3]));
    QVERIFY(std::isnan(probe.probe(hookPost, 1)[1]));
    const NeuronProbe column(m_checkpoint, storeOf(folder(), rows, 2), HookPoint::ResidMid);
    QVERIFY(std::isnan(column.probe({HookPoint::ResidMid, 2}, 40)[1]));
    QVERIFY(std::isinf(column.probe({HookPoint::ResidMid, 2}, 7)[2]));
}

void TestNeuronProbe::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("hook");
    QTest::addColumn<int>("neuron");
    QTest::addColumn<QString>("words");

    QTest::newRow("another point") << "blocks.2.hook_mlp_out" << 0 << "the run looked at mlp.hook_pre";
    QTest::newRow("layer not reached")
        << "blocks.3.mlp.hook_pre" << 0 << "has finished 0 of its 12000 tokens";
    QTest::newRow("layer in work") << "blocks.1.mlp.hook_post" << 0 << "has finished 10 of its 12000 tokens";
    QTest::newRow("no such layer") << "blocks.4.mlp.hook_pre" << 0 << "the run has the layers 0 to 3";
    QTest::newRow("no such neuron") << "blocks.2.mlp.hook_pre" << 192 << "its neurons are 0 to 191";
}

void TestNeuronProbe::saysWhatIsMissing()
{
    QFETCH(QString, hook);
    QFETCH(int, neuron);
    QFETCH(QString, words);
    const auto store = storeOf(folder(), m_rows, 2);
    store->keep(1, 0, std::span(m_rows).first(10 * hiddenSize));
    const NeuronProbe probe(m_checkpoint, store, HookPoint::MlpPre);
    const HookId id = *HookId::parse(hook.toStdString());
    QVERIFY(probe.isAvailable(hookPre) && probe.isAvailable(hookPost));
    QCOMPARE(probe.isAvailable(id), neuron != 0);
    const std::string message =
        refusal(ErrorKind::InvalidRequest, [&] { (void)probe.probe(id, static_cast<std::size_t>(neuron)); });
    QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find(hook.toStdString()) != std::string::npos, message.c_str());
}

void TestNeuronProbe::readsOnWhenTheModelIsReplacedOrRemoved()
{
    const NeuronProbe probe(openCopy(), storeOf(folder(), m_rows, 2), HookPoint::MlpPre);
    const std::vector<float> before = probe.probe(hookPre, 5);
    std::ofstream(folder() / "other") << "another model";
    fs::rename(folder() / "other", weights());
    QVERIFY(probe.probe(hookPre, 5) == before);
    fs::remove(weights());
    QVERIFY(probe.probe(hookPre, 5) == before);
}

void TestNeuronProbe::noticesThatTheModelWasOverwritten()
{
    const NeuronProbe probe(openCopy(), storeOf(folder(), m_rows, 2), HookPoint::MlpPre);
    (void)probe.probe(hookPre, 5);
    {
        std::fstream file(weights(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('\1');
    }
    const std::string message =
        refusal(ErrorKind::InconsistentModel, [&probe] { (void)probe.probe(hookPre, 5); });
    QVERIFY2(message.find(weights().string()) != std::string::npos, message.c_str());
    QVERIFY2(message.find("written to since") != std::string::npos, message.c_str());
}

void TestNeuronProbe::noticesThatTheModelWasCutShort()
{
    const NeuronProbe probe(openCopy(), storeOf(folder(), m_rows, 2), HookPoint::MlpPre);
    const auto modified = fs::last_write_time(weights());
    fs::resize_file(weights(), 1000);
    fs::last_write_time(weights(), modified);
    const std::string message =
        refusal(ErrorKind::InconsistentModel, [&probe] { (void)probe.probe(hookPre, 5); });
    QVERIFY2(message.find(weights().string()) != std::string::npos, message.c_str());
}

void TestNeuronProbe::refusesRowsOfAnotherModel()
{
    const ActivationStorePlan deeper {.numLayers = 5, .numTokens = 2, .width = hiddenSize};
    const std::string layers = refusal(ErrorKind::InconsistentModel, [&] {
        const NeuronProbe probe(m_checkpoint, std::make_shared<ActivationStore>(deeper, folder()),
                                HookPoint::MlpPre);
    });
    QVERIFY2(layers.find("h.4.mlp.c_fc.weight") != std::string::npos, layers.c_str());
    const ActivationStorePlan wider {.numLayers = 4, .numTokens = 2, .width = 64};
    const std::string width = refusal(ErrorKind::Internal, [&] {
        const NeuronProbe probe(m_checkpoint, std::make_shared<ActivationStore>(wider, folder()),
                                HookPoint::MlpPre);
    });
    QVERIFY2(width.find("64") != std::string::npos, width.c_str());
}

QTEST_GUILESS_MAIN(TestNeuronProbe)
#include "tst_NeuronProbe.moc"
