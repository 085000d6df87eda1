// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FalseDiscovery.h"
#include "core/statistics/LayerSummary.h"
#include "core/statistics/NeuronStatistic.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

using namespace bathyscope;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A layer of as many neurons as there are p.
std::shared_ptr<LayerSummary> layerOf(const std::vector<double>& pPooled)
{
    auto layer = std::make_shared<LayerSummary>();
    layer->numNeurons = pPooled.size();
    layer->columns.assign(neuronStatistics().size(), std::vector<double>(pPooled.size(), none));
    layer->significance = LayerSignificance {.pPooled = pPooled, .band = {}, .permuted = nullptr};
    return layer;
}

/// Modality that is defined, with a dip's p.
GroupModality tested(double p)
{
    GroupModality group;
    group.measured.numValues = 100;
    group.measured.numUsed = 100;
    group.measured.isConstant = false;
    group.measured.dip = {.dip = 0.1, .p = p};
    return group;
}

bool isSame(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b,
                              [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

} // namespace

class TestLayerSummary : public QObject
{
    Q_OBJECT

private slots:
    void qIsOfAllNeuronsOfTheRun();
    void hasNoQWithoutPermutations();
    void adjustsTheModalityOfDefinedGroupsOnly();
    void leavesPublishedLayersAlone();
};

void TestLayerSummary::qIsOfAllNeuronsOfTheRun()
{
    const std::vector<double> first {0.001, 0.5, none};
    const std::vector<double> second {0.02, 0.03, 0.9, 0.004};
    std::vector<std::shared_ptr<const LayerSummary>> layers {layerOf(first), nullptr, layerOf(second)};
    setRunWideP(layers);
    const std::vector<double> q = benjaminiHochberg(std::vector {0.001, 0.5, none, 0.02, 0.03, 0.9, 0.004});
    QVERIFY(isSame(layers[0]->column("q_length"), {q.begin(), q.begin() + 3}));
    QVERIFY(isSame(layers[2]->column("q_length"), {q.begin() + 3, q.end()}));
    QCOMPARE(layers[0]->column("q_length")[0], 0.001 * 6); // six neurons have a p
    QVERIFY(layers[1] == nullptr);
}

void TestLayerSummary::hasNoQWithoutPermutations()
{
    auto layer = layerOf({0.1, 0.2});
    layer->significance.reset();
    std::vector<std::shared_ptr<const LayerSummary>> layers {layer};
    setRunWideP(layers);
    QVERIFY(isSame(layers[0]->column("q_length"), {none, none}));
}

void TestLayerSummary::adjustsTheModalityOfDefinedGroupsOnly()
{
    auto first = layerOf({0.1});
    auto second = layerOf({0.1});
    first->modality[0][0] = tested(0.01);
    first->modality[1][2] = tested(0.04);
    second->modality[3][1] = tested(0.03);
    // Constant, and too few: their p is counted nowhere.
    second->modality[2][0] = tested(0.0001);
    second->modality[2][0].measured.isConstant = true;
    second->modality[2][1] = tested(0.0001);
    second->modality[2][1].measured.numUsed = 3;
    std::vector<std::shared_ptr<const LayerSummary>> layers {first, nullptr, second};
    setRunWideP(layers);
    // Of three: 0.01 · 3, then min(0.03 · 3 / 2, 0.04) twice.
    QCOMPARE(layers[0]->modality[0][0].pAdjusted, 0.03);
    QCOMPARE(layers[0]->modality[1][2].pAdjusted, 0.04);
    QCOMPARE(layers[2]->modality[3][1].pAdjusted, 0.04);
    std::size_t numAdjusted = 0;
    for (const auto& layer : {layers[0], layers[2]}) {
        for (const auto& unit : layer->modality) {
            numAdjusted += static_cast<std::size_t>(std::ranges::count_if(
                unit, [](const GroupModality& group) { return !std::isnan(group.pAdjusted); }));
        }
    }
    QCOMPARE(numAdjusted, std::size_t {3});
    QVERIFY(layers[2]->modality[2][0].verdict() == ModalityVerdict::Undefined);
    // A p that alone would reject need not do so any more.
    auto many = layerOf({0.1});
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        many->modality[0].at(group) = tested(group == 0 ? 0.04 : 0.8);
    }
    QVERIFY(many->modality[0][0].verdict() == ModalityVerdict::Multimodal);
    std::vector<std::shared_ptr<const LayerSummary>> run {many};
    setRunWideP(run);
    QVERIFY(run[0]->modality[0][0].verdict() == ModalityVerdict::UnimodalNotRejected);
}

void TestLayerSummary::leavesPublishedLayersAlone()
{
    auto layer = layerOf({0.01, 0.2});
    layer->modality[0][0] = tested(0.01);
    std::vector<std::shared_ptr<const LayerSummary>> layers {layer};
    setRunWideP(layers);
    QVERIFY(layers[0] != layer);
    QVERIFY(std::isnan(layer->column("q_length")[0]));
    QVERIFY(std::isnan(layer->modality[0][0].pAdjusted));
}

QTEST_GUILESS_MAIN(TestLayerSummary)
#include "tst_LayerSummary.moc"
