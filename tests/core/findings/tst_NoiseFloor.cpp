// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the noise floor of a comparison is what it says: two texts of one kind on one real model lie at it,
// two models do not.
#include "core/findings/RunComparison.h"
#include "core/run/AnalysisRun.h"
#include "core/text/Tokenizer.h"
#include "tests/support/SampleRequest.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

constexpr std::size_t windowLength = 512;
constexpr std::size_t numWindows = 16;

/// Mean over depth.
double meanOf(const RunComparison& comparison, double DepthComparison::*value)
{
    double sum = 0;
    for (const DepthComparison& at : comparison.depths) {
        sum += at.*value;
    }
    return sum / static_cast<double>(comparison.depths.size());
}

} // namespace

class TestNoiseFloor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void oddAgainstEvenWindowsLieAtTheFloor();
    void aRunAgainstItselfLiesBelowIt();
    void twoModelsLieAboveIt();

private:
    /// Every second window of the sample text.
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> runEverySecond(const char* model,
                                                                         std::size_t firstWindow) const;

    std::vector<TokenId> m_ids;
    std::shared_ptr<const AnalysisSnapshot> m_even;
    std::shared_ptr<const AnalysisSnapshot> m_odd;
};

void TestNoiseFloor::initTestCase()
{
    const AnalysisRequest request = sampleRequest(numWindows * windowLength, windowLength);
    const auto tokenizer =
        Tokenizer::load(request.modelFolder / "vocab.json", request.modelFolder / "merges.txt");
    m_ids = tokenizer->encode(std::get<Document>(request.text).text, request.maxTokens);
    QCOMPARE(m_ids.size(), numWindows * windowLength);
    m_even = runEverySecond("sample-12", 0);
    m_odd = runEverySecond("sample-12", 1);
}

std::shared_ptr<const AnalysisSnapshot> TestNoiseFloor::runEverySecond(const char* model,
                                                                       std::size_t firstWindow) const
{
    AnalysisRequest request = sampleRequest(m_ids.size(), windowLength);
    request.modelName = model;
    request.modelFolder = resourcesFolder() / "sample-models" / model;
    request.numPermutations = 0;
    TokenIdLists windows {.name = "every second window", .oneListPerWindow = true, .lists = {}};
    for (std::size_t window = firstWindow; window < numWindows; window += 2) {
        const auto begin = m_ids.begin() + static_cast<std::ptrdiff_t>(window * windowLength);
        windows.lists.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(windowLength));
    }
    request.text = std::move(windows);
    RecordingObserver observer;
    return runAnalysis(request, {}, observer);
}

/// Layers share their text, so that the distances of one run's layers go up and down together: a factor of
/// two is what can be asked of a single text.
void TestNoiseFloor::oddAgainstEvenWindowsLieAtTheFloor()
{
    const RunComparison comparison = compareRuns(*m_even, *m_odd);
    QCOMPARE(comparison.depths.size(), std::size_t {12});
    const double ratio =
        meanOf(comparison, &DepthComparison::distance) / meanOf(comparison, &DepthComparison::floor);
    qInfo("distance / floor %.2f", ratio);
    QVERIFY(ratio > 0.5 && ratio < 2);
}

void TestNoiseFloor::aRunAgainstItselfLiesBelowIt()
{
    for (const DepthComparison& at : compareRuns(*m_even, *m_even).depths) {
        QCOMPARE(at.distance, 0.0);
        QVERIFY(at.floor > 0);
    }
}

void TestNoiseFloor::twoModelsLieAboveIt()
{
    const RunComparison comparison = compareRuns(*m_even, *runEverySecond("sample-24", 0));
    const double ratio =
        meanOf(comparison, &DepthComparison::distance) / meanOf(comparison, &DepthComparison::floor);
    qInfo("distance / floor %.2f", ratio);
    QVERIFY(ratio > 1.5);
}

QTEST_GUILESS_MAIN(TestNoiseFloor)
#include "tst_NoiseFloor.moc"
