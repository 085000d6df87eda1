// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/RandomGenerator.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/NeuronPlotData.h"
#include "ui/words/NeuronText.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

const PortraitOf subject {.hook = {HookPoint::MlpPre, 3}, .neuron = 77};

/// Longer tokens excite it less.
std::vector<float> someValues(const RunInfo& info)
{
    RandomGenerator random(5);
    std::vector<float> values;
    for (const std::int32_t length : info.features->length) {
        values.push_back(static_cast<float>(random.uniform() - 0.2 * length));
    }
    return values;
}

} // namespace

class TestNeuronPlotData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void pointsStandBesideTheirLength();
    void longTextsAreShownByASample();
    void whatIsLeftOutIsNotShown();
    void histogramCountsEveryToken();
    void positionsHaveABand();
    void namesTheHookPoint_data();
    void namesTheHookPoint();
    void nothingIsDrawnOfNothing();
    void figuresAreThoseOfTheRun();
    void noteSaysWhatIsNotShown();
    void tokenIsReadOut();

private:
    const ScriptedRun m_scripted;
    std::shared_ptr<const AnalysisSnapshot> m_run;
    NeuronPortrait m_portrait;
};

void TestNeuronPlotData::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_run = m_scripted.finished();
    m_portrait = portrayNeuron(someValues(*m_run->info), *m_run->info);
}

void TestNeuronPlotData::pointsStandBesideTheirLength()
{
    const NeuronScatter scatter = neuronScatter(m_portrait, *m_run->info, subject);
    QCOMPARE(scatter.tokens.size(), std::size_t {8192});
    QCOMPARE(scatter.data.x.size(), scatter.tokens.size());
    QVERIFY(std::ranges::is_sorted(scatter.tokens));
    double leftmost = 0;
    double rightmost = 0;
    for (std::size_t i = 0; i < scatter.tokens.size(); ++i) {
        const double beside = scatter.data.x[i] - m_run->info->features->length[scatter.tokens[i]];
        QVERIFY(std::abs(beside) <= 0.35);
        leftmost = std::min(leftmost, beside);
        rightmost = std::max(rightmost, beside);
        QCOMPARE(scatter.data.y[i], static_cast<double>(m_portrait.values[scatter.tokens[i]]));
    }
    QVERIFY(leftmost < -0.3 && rightmost > 0.3);
    QCOMPARE(scatter.data.mean, m_portrait.byLength.mean);
    QCOMPARE(scatter.data.xRange, (AxisRange {2.5, 5.5}));
    QCOMPARE(scatter,
             neuronScatter(m_portrait, *m_run->info, subject)); // nothing jumps when it is drawn again
}

void TestNeuronPlotData::longTextsAreShownByASample()
{
    const ScriptedRun longRun({.numLayers = 1, .numNeurons = 8, .numTokens = 40'000});
    const auto run = longRun.finished();
    const NeuronPortrait portrait = portrayNeuron(someValues(*run->info), *run->info);
    const NeuronScatter scatter = neuronScatter(portrait, *run->info, subject);
    QCOMPARE(scatter.numTokens, std::size_t {40'000});
    QVERIFY(scatter.tokens.size() > 7500 && scatter.tokens.size() < 8900);
    QVERIFY(scatter.tokens.back() > 39'000);
    QCOMPARE(std::accumulate(portrait.byLength.count.begin(), portrait.byLength.count.end(), std::size_t {0}),
             std::size_t {40'000});
}

void TestNeuronPlotData::whatIsLeftOutIsNotShown()
{
    auto info = std::make_shared<RunInfo>(*m_run->info);
    auto features = std::make_shared<TokenFeatures>(*info->features);
    features->isExcluded.assign(features->length.size(), 0);
    features->isExcluded[10] = 1;
    info->features = features;
    std::vector<float> values = someValues(*info);
    values[20] = std::numeric_limits<float>::infinity();
    const NeuronScatter scatter = neuronScatter(portrayNeuron(values, *info), *info, subject);
    QCOMPARE(scatter.tokens.size(), std::size_t {8190});
    QVERIFY(!std::ranges::binary_search(scatter.tokens, std::size_t {10}));
    QVERIFY(!std::ranges::binary_search(scatter.tokens, std::size_t {20}));
}

void TestNeuronPlotData::histogramCountsEveryToken()
{
    const GroupHistogramPlotData plot =
        neuronHistogram(m_portrait, *m_run, subject, HistogramNormalization::Count);
    double sum = 0;
    for (const HistogramSeries& series : plot.histogram.series) {
        sum += std::accumulate(series.values.begin(), series.values.end(), 0.0);
    }
    QCOMPARE(sum, 8192.0);
    QCOMPARE(plot.numOutside, std::int64_t {0});
    QVERIFY(plot.histogram.edges.size() <= 82);
    QVERIFY(plot.histogram.series[0].name.startsWith(QStringLiteral("shorter than 4 (n = ")));
}

void TestNeuronPlotData::positionsHaveABand()
{
    const LinePlotData plot = neuronPositions(m_portrait, *m_run->info, subject);
    QCOMPARE(plot.series.size(), std::size_t {1});
    QCOMPARE(plot.series[0].y, m_portrait.byPosition.mean);
    QCOMPARE(plot.series[0].low.size(), plot.series[0].x.size());
    QVERIFY(plot.xRange.lower < 0 && plot.xRange.upper < 520);
}

void TestNeuronPlotData::namesTheHookPoint_data()
{
    QTest::addColumn<int>("point");
    for (const HookPointInfo& info : hookPoints()) {
        QTest::newRow(std::string(info.name).c_str()) << static_cast<int>(info.point);
    }
}

void TestNeuronPlotData::namesTheHookPoint()
{
    QFETCH(const int, point);
    const HookPointInfo& info = hookPointInfo(static_cast<HookPoint>(point));
    const PortraitOf of {.hook = {info.point, info.perLayer ? std::size_t {3} : 0}, .neuron = 5};
    const QString name = QString::fromStdString(of.hook.name());
    const bool isNeuron = info.point == HookPoint::MlpPre || info.point == HookPoint::MlpPost;
    QCOMPARE(neuronName(of),
             name + (isNeuron ? QStringLiteral(", neuron 5") : QStringLiteral(", dimension 5")));
    QCOMPARE(neuronScatter(m_portrait, *m_run->info, of).data.yLabel,
             QStringLiteral("Activation at ") + name);
    QCOMPARE(neuronHistogram(m_portrait, *m_run, of, HistogramNormalization::Density).histogram.xLabel,
             QStringLiteral("Activation at ") + name);
}

void TestNeuronPlotData::nothingIsDrawnOfNothing()
{
    const std::vector<float> nothing(8192, std::numeric_limits<float>::quiet_NaN());
    const NeuronPortrait portrait = portrayNeuron(nothing, *m_run->info);
    QVERIFY(neuronScatter(portrait, *m_run->info, subject).data.x.empty());
    QVERIFY(neuronPositions(portrait, *m_run->info, subject).series.empty());
    QVERIFY(
        neuronHistogram(portrait, *m_run, subject, HistogramNormalization::Density).histogram.edges.empty());
}

void TestNeuronPlotData::figuresAreThoseOfTheRun()
{
    LayerSummary layer = m_scripted.layer(3);
    for (std::vector<double>& column : layer.columns) {
        column.assign(layer.numNeurons, std::numeric_limits<double>::quiet_NaN());
    }
    QVERIFY(neuronFigures(layer, 77, m_portrait).startsWith(QStringLiteral("dip 0.")));
    layer.columns[7][77] = -0.3125; // r_length
    layer.columns[15][77] = 0.005; // p_length
    const QString text = neuronFigures(layer, 77, m_portrait);
    QVERIFY2(text.startsWith(QStringLiteral("r −0.313 · p 0.005 · dip 0.0")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral(" (p ")), qPrintable(text));
}

void TestNeuronPlotData::noteSaysWhatIsNotShown()
{
    QVERIFY(portraitNote(m_portrait, 8192).startsWith(QStringLiteral("intervals: 95 %")));
    QVERIFY(portraitNote(m_portrait, 100).startsWith(QStringLiteral("100 of 8,192 tokens are shown")));
    NeuronPortrait broken = m_portrait;
    broken.numNonFinite = 3;
    QVERIFY(portraitNote(broken, 8192).startsWith(QStringLiteral("3 values are not finite")));
}

void TestNeuronPlotData::tokenIsReadOut()
{
    QCOMPARE(tokenFigures(*m_run->info, 1030, -0.5),
             QStringLiteral("Token 1,030 · id 1030 · length %1 · count 1 · position 6 of window 2 · "
                            "activation −0.5")
                 .arg(m_run->info->features->length[1030]));
}

QTEST_MAIN(TestNeuronPlotData)
#include "tst_NeuronPlotData.moc"
