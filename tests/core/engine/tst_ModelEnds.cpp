// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
// ATen first: Qt's keyword macros would break its headers.
#include "core/checkpoint/ModelTensors.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/engine/BlockWeights.h"
#include "core/engine/ModelEnds.h"
#include "tests/core/checkpoint/CheckpointFiles.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

class TestModelEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableHoldsEveryTensorOfACheckpoint();
    void weightsAreTheGroupsOwnMemory();
    void weightsStandWhereTheirNamesSay();
    void requiresEveryTensorBeforeReading();
    void embedsTokensByIdAndPosition();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void normsAfterTheLastBlock();

private:
    const std::filesystem::path m_folder = testData("tiny-gpt-neo");
    const std::shared_ptr<const Checkpoint> m_checkpoint = Checkpoint::open(m_folder);
};

namespace {

at::Tensor readTensor(const Checkpoint& checkpoint, const std::string& name, at::IntArrayRef shape)
{
    at::Tensor tensor = at::empty(shape, at::kFloat);
    checkpoint.read(name, {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())});
    return tensor;
}

} // namespace

void TestModelEnds::tableHoldsEveryTensorOfACheckpoint()
{
    const ModelConfig& config = m_checkpoint->config();
    std::map<std::string, std::vector<std::int64_t>> table;
    const auto add = [&table](const std::vector<TensorSpec>& specs) {
        for (const TensorSpec& spec : specs) {
            QVERIFY2(table.emplace("transformer." + spec.name, spec.shape).second, spec.name.c_str());
        }
    };
    add(modelSpecs(config));

    const SafetensorsFile weights(m_folder / "model.safetensors");
    std::map<std::string, std::vector<std::int64_t>> file;
    for (const TensorView& tensor : weights.tensors()) {
        file.emplace(tensor.name, tensor.shape);
    }
    QCOMPARE(file.size(), std::size_t {2 + 4 * 13 + 2});
    QVERIFY(table == file);
}

void TestModelEnds::weightsAreTheGroupsOwnMemory()
{
    const ModelConfig& config = m_checkpoint->config();
    LayerStream stream(m_checkpoint, {layerSpecs(config, 0)});
    const TensorGroup& group = stream.next();
    const BlockWeights weights = layerWeights(config, group, at::kCPU, Precision::Float32);
    QCOMPARE(static_cast<const float*>(weights.ln1Weight.data_ptr<float>()), group.tensor(0).data());
    QCOMPARE(static_cast<const float*>(weights.mlpDownBias.data_ptr<float>()), group.tensor(12).data());
}

void TestModelEnds::weightsStandWhereTheirNamesSay()
{
    const ModelConfig& config = m_checkpoint->config();
    LayerStream stream(m_checkpoint, {layerSpecs(config, 2)});
    const BlockWeights weights = layerWeights(config, stream.next(), at::kCPU, Precision::Float32);
    const std::vector<std::pair<std::string, at::Tensor>> members {
        {"ln_1.weight", weights.ln1Weight},
        {"ln_1.bias", weights.ln1Bias},
        {"attn.attention.q_proj.weight", weights.query},
        {"attn.attention.k_proj.weight", weights.key},
        {"attn.attention.v_proj.weight", weights.value},
        {"attn.attention.out_proj.weight", weights.attentionOut},
        {"attn.attention.out_proj.bias", weights.attentionOutBias},
        {"ln_2.weight", weights.ln2Weight},
        {"ln_2.bias", weights.ln2Bias},
        {"mlp.c_fc.weight", weights.mlpUp},
        {"mlp.c_fc.bias", weights.mlpUpBias},
        {"mlp.c_proj.weight", weights.mlpDown},
        {"mlp.c_proj.bias", weights.mlpDownBias},
    };
    for (const auto& [name, tensor] : members) {
        const at::Tensor expected = readTensor(*m_checkpoint, "h.2." + name, tensor.sizes());
        QVERIFY2(at::equal(tensor, expected), name.c_str());
    }
    // [out, in], and 4 × hidden where config.json says null.
    QVERIFY(weights.mlpUp.sizes() == at::IntArrayRef({192, 48}));
    QVERIFY(weights.mlpDown.sizes() == at::IntArrayRef({48, 192}));
}

void TestModelEnds::requiresEveryTensorBeforeReading()
{
    ModelEnds(m_checkpoint, at::kCPU).requireAll();

    // The same weights under a configuration that speaks of one layer more.
    const QTemporaryDir folder;
    const std::filesystem::path path(folder.path().toStdString());
    std::string config = readFile(m_folder / "config.json");
    const auto replace = [&config](const std::string& from, const std::string& to) {
        const std::size_t at = config.find(from);
        QVERIFY2(at != std::string::npos, from.c_str());
        config.replace(at, from.size(), to);
    };
    replace("\"num_layers\": 4", "\"num_layers\": 6");
    replace("   2\n", "   3\n"); // [[["global", "local"], 3]]
    writeFile(path / "config.json", config);
    std::filesystem::copy_file(m_folder / "model.safetensors", path / "model.safetensors");
    BATHYSCOPE_VERIFY_REFUSED(ModelEnds(Checkpoint::open(path), at::kCPU).requireAll(),
                              ErrorKind::InconsistentModel, "h.4.ln_1.weight|missing|config.json");
}

void TestModelEnds::embedsTokensByIdAndPosition()
{
    const c10::InferenceMode inference;
    const std::vector<std::vector<TokenId>> lists {{299, 0, 17, 17}, {17}, {5, 299}};
    const TokenWindows windows = TokenWindows::fromLists(lists);
    HiddenStates states(7, 48, at::kCPU);
    ModelEnds(m_checkpoint, at::kCPU).embed(windows, states);
    at::Tensor buffer;
    const at::Tensor hidden =
        states.load({.firstToken = 0, .numTokens = 7, .windows = {}}, buffer); // [tokens, d_model]
    const at::Tensor wte = readTensor(*m_checkpoint, "wte.weight", {300, 48});
    const at::Tensor wpe = readTensor(*m_checkpoint, "wpe.weight", {64, 48});
    std::int64_t row = 0;
    for (const std::vector<TokenId>& list : lists) {
        for (std::size_t position = 0; position < list.size(); ++position, ++row) {
            QVERIFY(at::equal(hidden[row], wte[list[position]] + wpe[static_cast<std::int64_t>(position)]));
        }
    }
}

void TestModelEnds::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<std::vector<TokenId>>("ids");
    QTest::addColumn<int>("windowLength");
    QTest::addColumn<std::string>("words");
    QTest::addRow("the first id past the vocabulary")
        << std::vector<TokenId> {1, 2, 300} << 40 << std::string("id 300|token 2|vocabulary of 300");
    QTest::addRow("a negative id") << std::vector<TokenId> {-1, 2} << 40 << std::string("id -1|token 0|300");
    QTest::addRow("one token more than there are positions")
        << std::vector<TokenId>(65, 1) << 65 << std::string("65|64 positions");
}

void TestModelEnds::refusesWhatDoesNotFit()
{
    QFETCH(const std::vector<TokenId>, ids);
    QFETCH(const int, windowLength);
    QFETCH(const std::string, words);
    const TokenWindows windows = TokenWindows::cut(ids, static_cast<std::size_t>(windowLength));
    HiddenStates hidden(ids.size(), 48, at::kCPU);
    const ModelEnds model(m_checkpoint, at::kCPU);
    BATHYSCOPE_VERIFY_REFUSED(model.embed(windows, hidden), ErrorKind::InvalidRequest, words);
}

void TestModelEnds::normsAfterTheLastBlock()
{
    const c10::InferenceMode inference;
    at::manual_seed(3);
    at::Tensor hidden = at::randn({5, 48}) * 3 + 1;
    const at::Tensor rows = hidden.to(at::kDouble);
    const at::Tensor centred = rows - rows.mean(-1, true);
    const at::Tensor expected = centred / (centred.pow(2).mean(-1, true) + 1e-5).sqrt()
            * readTensor(*m_checkpoint, "ln_f.weight", {48})
        + readTensor(*m_checkpoint, "ln_f.bias", {48});
    StageSeconds seconds;
    ModelEnds(m_checkpoint, at::kCPU)
        .finalNorm(hidden, {.firstToken = 0, .numTokens = 5, .windows = {}}, {}, seconds);
    QVERIFY((hidden - expected).abs().max().item<double>() < 5e-6); // float32, values up to 4
}

QTEST_GUILESS_MAIN(TestModelEnds)
#include "tst_ModelEnds.moc"
