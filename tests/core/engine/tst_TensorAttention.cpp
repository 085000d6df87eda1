// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
// ATen first: Qt's keyword macros would break its headers.
#include "core/engine/GptNeoLayer.h"
#include "core/engine/WindowAttention.h"

#include <QTest>

using namespace bathyscope;

class TestTensorAttention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheCpuPath_data();
    void agreesWithTheCpuPath();
};

void TestTensorAttention::agreesWithTheCpuPath_data()
{
    QTest::addColumn<int>("keysSeen");
    QTest::addRow("local") << 8;
    QTest::addRow("global") << 2048;
}

void TestTensorAttention::agreesWithTheCpuPath()
{
    QFETCH(const int, keysSeen);
    const c10::InferenceMode inference;
    at::manual_seed(1);
    const std::vector<TokenWindow> windows {{10, 70}, {80, 33}};
    const TokenBatch batch {.firstToken = 10, .numTokens = 103, .windows = windows};
    const at::Tensor query = at::randn({103, 48});
    const at::Tensor key = at::randn({103, 48});
    const at::Tensor value = at::randn({103, 48});
    at::Tensor byTensors = at::zeros({103, 48});
    tensorAttention(query, key, value, byTensors, batch, 3, static_cast<std::size_t>(keysSeen));
    const at::Tensor byBlocks = at::zeros({103, 48});
    windowAttention({.query = query.data_ptr<float>(),
                     .key = key.data_ptr<float>(),
                     .value = value.data_ptr<float>(),
                     .out = byBlocks.data_ptr<float>(),
                     .numHeads = 3,
                     .headDim = 16},
                    windows, 10, static_cast<std::size_t>(keysSeen));
    QVERIFY((byTensors - byBlocks).abs().max().item<float>() < 1e-5F); // float32 sums in another order
    QVERIFY(byTensors.abs().max().item<float>() > 0.1F);
}

QTEST_GUILESS_MAIN(TestTensorAttention)
#include "tst_TensorAttention.moc"
