// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/LayerStream.h"
#include "core/support/Error.h"
#include "core/support/Resources.h"
#include "tests/support/TestData.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace bathyscope;

namespace {

/// The matrices and vectors of every block, as the engine asks for them.
std::vector<std::vector<TensorSpec>> layerGroups(const GptNeoConfig& config)
{
    const auto hidden = static_cast<std::int64_t>(config.hiddenSize);
    const auto inner = static_cast<std::int64_t>(config.intermediateSize);
    std::vector<std::vector<TensorSpec>> groups;
    for (std::size_t layer = 0; layer < config.numLayers; ++layer) {
        const std::string block = "h." + std::to_string(layer) + ".";
        groups.push_back({{block + "ln_1.bias", {hidden}},
                          {block + "attn.attention.q_proj.weight", {hidden, hidden}},
                          {block + "mlp.c_fc.weight", {inner, hidden}},
                          {block + "mlp.c_fc.bias", {inner}}});
    }
    return groups;
}

} // namespace

class TestLayerStream : public QObject
{
    Q_OBJECT

private slots:
    void deliversEveryGroupInOrder_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("F32") << QString::fromStdString(test::testData("tiny-gpt-neo").string());
        QTest::newRow("F16") << QString::fromStdString(
            (resourcesFolder() / "sample-models/sample-12").string());
        QTest::newRow("F16, 24 layers")
            << QString::fromStdString((resourcesFolder() / "sample-models/sample-24").string());
    }

    void deliversEveryGroupInOrder()
    {
        QFETCH(QString, folder);
        const auto checkpoint = Checkpoint::open(folder.toStdString());
        const auto groups = layerGroups(checkpoint->config());
        LayerStream stream(checkpoint, groups);
        for (const std::vector<TensorSpec>& group : groups) {
            const TensorGroup& weights = stream.next();
            for (std::size_t i = 0; i < group.size(); ++i) {
                const std::span<const float> values = weights.tensor(i);
                QCOMPARE(reinterpret_cast<std::uintptr_t>(values.data()) % 64, std::uintptr_t {0});
                std::vector<float> expected(values.size());
                checkpoint->read(group[i].name, expected);
                QVERIFY(std::ranges::equal(values, expected));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLayerStream)
#include "tst_LayerStream.moc"
