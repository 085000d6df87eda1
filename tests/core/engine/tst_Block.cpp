// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
// ATen first: Qt's keyword macros would break its headers.
#include "core/engine/Block.h"
#include "core/engine/WindowAttention.h"

#include <QTest>

#include <algorithm>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

using namespace bathyscope;

Q_DECLARE_METATYPE(bathyscope::HookPoint)

class TestBlock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheBlockWrittenOut();
    void firesInTheOrderOfTheTable();
    void asksBeforeItFires();
    void computesNothingWhereNothingIsWanted();
    void computesNothingAfterTheLastWantedHook_data();
    void computesNothingAfterTheLastWantedHook();
    void reusesItsScratch();
    void stopsBeforeTheFirstHookAfterAProduct();
    void tensorAttentionAgreesWithTheBlocks_data();
    void tensorAttentionAgreesWithTheBlocks();
};

namespace {

/// d_mlp is not 4 × d_model, and no two extents are equal: a matrix the wrong way round does not fit.
ModelConfig smallConfig()
{
    ModelConfig config;
    config.maxPositions = 64;
    config.hiddenSize = 24;
    config.numLayers = 2;
    config.numHeads = 3;
    config.intermediateSize = 56;
    config.keysSeen = {64, 5};
    return config;
}

BlockWeights randomWeights()
{
    const auto matrix = [](std::int64_t out, std::int64_t in) {
        return at::randn({out, in}) * 0.3; // [out, in]
    };
    const auto vector = [](std::int64_t size) { return at::randn({size}); };
    return {.ln1Weight = vector(24),
            .ln1Bias = vector(24),
            .query = matrix(24, 24),
            .key = matrix(24, 24),
            .value = matrix(24, 24),
            .attentionOut = matrix(24, 24),
            .attentionOutBias = vector(24),
            .ln2Weight = vector(24),
            .ln2Bias = vector(24),
            .mlpUp = matrix(56, 24),
            .mlpUpBias = vector(56),
            .mlpDown = matrix(24, 56),
            .mlpDownBias = vector(24)};
}

/// Two windows of 13 and 7 tokens, in the middle of a stream.
const std::vector<TokenWindow> windows {{30, 13}, {43, 7}};
const TokenBatch batch {.firstToken = 30, .numTokens = 20, .windows = windows};

/// Layer norm in double precision with the population variance.
at::Tensor plainNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    const at::Tensor centred = x - x.mean(-1, true);
    const at::Tensor variance = centred.pow(2).mean(-1, true);
    return centred / (variance + 1e-5).sqrt() * weight + bias;
}

/// The block in double precision, from the definition: a head, a window and a query at a time.
at::Tensor plainBlock(const at::Tensor& hidden, const BlockWeights& w, std::int64_t keysSeen)
{
    const auto d = [](const at::Tensor& tensor) { return tensor.to(at::kDouble); };
    at::Tensor x = d(hidden).clone();
    const at::Tensor normed = plainNorm(x, d(w.ln1Weight), d(w.ln1Bias));
    const at::Tensor q = normed.matmul(d(w.query).t());
    const at::Tensor k = normed.matmul(d(w.key).t());
    const at::Tensor v = normed.matmul(d(w.value).t());
    at::Tensor mixed = at::zeros_like(x);
    for (const TokenWindow& window : windows) {
        const auto first = static_cast<std::int64_t>(window.firstToken - batch.firstToken);
        for (std::int64_t i = 0; i < static_cast<std::int64_t>(window.numTokens); ++i) {
            const auto from = std::max<std::int64_t>(0, i + 1 - keysSeen);
            for (std::int64_t head = 0; head < 3; ++head) {
                const at::Tensor keys = k.narrow(0, first + from, i + 1 - from).narrow(1, head * 8, 8);
                const at::Tensor values = v.narrow(0, first + from, i + 1 - from).narrow(1, head * 8, 8);
                const at::Tensor scores = keys.matmul(q[first + i].narrow(0, head * 8, 8)); // not scaled
                mixed[first + i].narrow(0, head * 8, 8).copy_(at::softmax(scores, 0).matmul(values));
            }
        }
    }
    x += mixed.matmul(d(w.attentionOut).t()) + d(w.attentionOutBias);
    const at::Tensor pre = plainNorm(x, d(w.ln2Weight), d(w.ln2Bias)).matmul(d(w.mlpUp).t()) + d(w.mlpUpBias);
    const at::Tensor post = 0.5 * pre * (1 + at::tanh(0.7978845608028654 * (pre + 0.044715 * pre.pow(3))));
    return x + post.matmul(d(w.mlpDown).t()) + d(w.mlpDownBias);
}

/// Notes which hooks arrive.
class HookList final : public HookSink
{
public:
    explicit HookList(std::vector<HookPoint> wanted)
        : m_wanted(std::move(wanted))
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return std::ranges::find(m_wanted, hook.point) != m_wanted.end();
    }

    void receive(const ActivationView& view) override
    {
        fired.push_back(view.hook);
        isWhole = isWhole && view.firstToken == 30 && view.numTokens == 20
            && view.width == hookPointWidth(view.hook.point, smallConfig());
    }

    std::vector<HookId> fired;
    bool isWhole = true; ///< every view had the batch's tokens and the declared width

private:
    std::vector<HookPoint> m_wanted;
};

/// Everything that a pass writes to, as it is.
std::vector<at::Tensor> stateOf(const at::Tensor& hidden, const EngineScratch& scratch)
{
    std::vector<at::Tensor> state;
    for (const at::Tensor& tensor :
         {hidden, scratch.query, scratch.key, scratch.value, scratch.mixed, scratch.branch, scratch.mlp}) {
        state.push_back(tensor.clone());
    }
    return state;
}

/// Keeps the state of the pass at the moment when its hook point fires.
class StateKeeper final : public HookSink
{
public:
    StateKeeper(HookPoint point, const at::Tensor& hidden, const EngineScratch& scratch)
        : m_point(point)
        , m_hidden(hidden)
        , m_scratch(scratch)
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return hook.point == m_point;
    }

    void receive(const ActivationView& /*view*/) override
    {
        m_atHook = stateOf(m_hidden, m_scratch);
    }

    /// True where nothing has been written since.
    [[nodiscard]] bool isAsAtTheHook() const
    {
        return std::ranges::equal(m_atHook, stateOf(m_hidden, m_scratch),
                                  [](const at::Tensor& a, const at::Tensor& b) { return at::equal(a, b); });
    }

private:
    HookPoint m_point;
    const at::Tensor& m_hidden;
    const EngineScratch& m_scratch;
    std::vector<at::Tensor> m_atHook;
};

std::vector<HookPoint> pointsOfABlock()
{
    std::vector<HookPoint> points;
    for (const HookPointInfo& info : hookPoints()) {
        if (info.perLayer) {
            points.push_back(info.point);
        }
    }
    return points;
}

} // namespace

void TestBlock::agreesWithTheBlockWrittenOut()
{
    const c10::InferenceMode inference;
    at::manual_seed(2);
    const ModelConfig config = smallConfig();
    EngineScratch scratch;
    for (std::size_t index = 0; index < 2; ++index) {
        const BlockWeights weights = randomWeights();
        at::Tensor hidden = at::randn({20, 24});
        const at::Tensor expected = plainBlock(hidden, weights, index == 1 ? 5 : 64);
        const at::Tensor other = plainBlock(hidden, weights, index == 1 ? 6 : 5);
        QVERIFY(Block(config, index, weights).forward(hidden, batch, {}, false, scratch, {}));
        const auto worst = (hidden.to(at::kDouble) - expected).abs().max().item<double>();
        qInfo("layer %zu: %.1e of %.1f", index, worst, expected.abs().max().item<double>());
        QVERIFY(worst < 1e-4); // float32: scores of order 10, sums of 56 products of order 1
        QVERIFY((hidden.to(at::kDouble) - other).abs().max().item<double>() > 1e-2); // one key more is seen
    }
}

void TestBlock::firesInTheOrderOfTheTable()
{
    const c10::InferenceMode inference;
    const ModelConfig config = smallConfig();
    HookList list(pointsOfABlock());
    HookSink* sink = &list;
    EngineScratch scratch;
    QVERIFY(Block(config, 1, randomWeights())
                .forward(at::randn({20, 24}), batch, {&sink, 1}, false, scratch, {}));
    QVERIFY(list.isWhole);
    QCOMPARE(list.fired.size(), pointsOfABlock().size());
    for (std::size_t i = 0; i < list.fired.size(); ++i) {
        QVERIFY((list.fired.at(i) == HookId {pointsOfABlock().at(i), 1}));
    }
}

void TestBlock::asksBeforeItFires()
{
    const c10::InferenceMode inference;
    const ModelConfig config = smallConfig();
    HookList nothing({});
    HookList one({HookPoint::MlpOut});
    const std::vector<HookSink*> sinks {&nothing, &one};
    EngineScratch scratch;
    QVERIFY(Block(config, 0, randomWeights()).forward(at::randn({20, 24}), batch, sinks, false, scratch, {}));
    QVERIFY(nothing.fired.empty());
    QCOMPARE(one.fired.size(), std::size_t {1});
}

void TestBlock::computesNothingWhereNothingIsWanted()
{
    const c10::InferenceMode inference;
    const ModelConfig config = smallConfig();
    const at::Tensor before = at::randn({20, 24});
    at::Tensor hidden = before.clone();
    EngineScratch scratch;
    QVERIFY(Block(config, 0, randomWeights()).forward(hidden, batch, {}, true, scratch, {}));
    QVERIFY(at::equal(hidden, before));
}

void TestBlock::computesNothingAfterTheLastWantedHook_data()
{
    QTest::addColumn<HookPoint>("point");
    for (const HookPoint point : pointsOfABlock()) {
        const std::string_view name = hookPointInfo(point).name;
        QTest::newRow(std::string(name).c_str()) << point;
    }
}

void TestBlock::computesNothingAfterTheLastWantedHook()
{
    QFETCH(const HookPoint, point);
    const c10::InferenceMode inference;
    at::manual_seed(3);
    const ModelConfig config = smallConfig();
    const Block layer(config, 0, randomWeights());
    for (const bool untilLastHook : {true, false}) {
        EngineScratch scratch;
        QVERIFY(layer.forward(at::randn({20, 24}), batch, {}, false, scratch, {})); // other values are in it
        at::Tensor hidden = at::randn({20, 24});
        StateKeeper keeper(point, hidden, scratch);
        HookSink* sink = &keeper;
        QVERIFY(layer.forward(hidden, batch, {&sink, 1}, untilLastHook, scratch, {}));
        QCOMPARE(keeper.isAsAtTheHook(), untilLastHook || point == HookPoint::ResidPost);
    }
}

void TestBlock::reusesItsScratch()
{
    const c10::InferenceMode inference;
    const ModelConfig config = smallConfig();
    const Block layer(config, 0, randomWeights());
    EngineScratch scratch;
    QVERIFY(layer.forward(at::randn({20, 24}), batch, {}, false, scratch, {}));
    const void* mlp = scratch.mlp.data_ptr();
    const std::vector<TokenWindow> shortWindow {{50, 4}}; // the last batch of a text
    at::Tensor hidden = at::randn({4, 24});
    at::Tensor again = hidden.clone();
    QVERIFY(layer.forward(hidden, {.firstToken = 50, .numTokens = 4, .windows = shortWindow}, {}, false,
                          scratch, {}));
    QCOMPARE(scratch.mlp.data_ptr(), mlp);
    EngineScratch fresh;
    QVERIFY(layer.forward(again, {.firstToken = 50, .numTokens = 4, .windows = shortWindow}, {}, false, fresh,
                          {}));
    QVERIFY(at::equal(hidden, again)); // nothing of the longer batch is left
}

void TestBlock::stopsBeforeTheFirstHookAfterAProduct()
{
    const c10::InferenceMode inference;
    const ModelConfig config = smallConfig();
    HookList list(pointsOfABlock());
    HookSink* sink = &list;
    EngineScratch scratch;
    std::stop_source source;
    source.request_stop();
    QVERIFY(!Block(config, 0, randomWeights())
                 .forward(at::randn({20, 24}), batch, {&sink, 1}, false, scratch, source.get_token()));
    QCOMPARE(list.fired.size(), std::size_t {1}); // hook_resid_pre comes before any product
}

void TestBlock::tensorAttentionAgreesWithTheBlocks_data()
{
    QTest::addColumn<int>("keysSeen");
    QTest::addRow("the token itself") << 1;
    QTest::addRow("local") << 8;
    QTest::addRow("global") << 2048;
}

void TestBlock::tensorAttentionAgreesWithTheBlocks()
{
    QFETCH(const int, keysSeen);
    const c10::InferenceMode inference;
    at::manual_seed(1);
    const std::vector<TokenWindow> twoWindows {{10, 70}, {80, 33}};
    const TokenBatch both {.firstToken = 10, .numTokens = 103, .windows = twoWindows};
    const at::Tensor query = at::randn({103, 48});
    const at::Tensor key = at::randn({103, 48});
    const at::Tensor value = at::randn({103, 48});
    at::Tensor byTensors = at::zeros({103, 48});
    tensorAttention(query, key, value, byTensors, both, 3, static_cast<std::size_t>(keysSeen));
    const at::Tensor byBlocks = at::zeros({103, 48});
    windowAttention({.query = query.data_ptr<float>(),
                     .key = key.data_ptr<float>(),
                     .value = value.data_ptr<float>(),
                     .out = byBlocks.data_ptr<float>(),
                     .numHeads = 3,
                     .headDim = 16},
                    twoWindows, 10, static_cast<std::size_t>(keysSeen));
    QVERIFY((byTensors - byBlocks).abs().max().item<float>() < 1e-5F); // float32 sums in another order
    QVERIFY(byTensors.abs().max().item<float>() > 0.1F);
}

QTEST_GUILESS_MAIN(TestBlock)
#include "tst_Block.moc"
