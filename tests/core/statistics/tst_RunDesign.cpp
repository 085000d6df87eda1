// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/RunDesign.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace bathyscope;

namespace {

/// Windows of these lengths on ids of a small vocabulary; a token's length follows from its id.
struct Run
{
    explicit Run(const std::vector<std::size_t>& windowLengths)
    {
        std::vector<std::vector<TokenId>> lists;
        TokenId next = 0;
        for (const std::size_t length : windowLengths) {
            std::vector<TokenId>& list = lists.emplace_back();
            for (std::size_t i = 0; i < length; ++i) {
                next = (next * 7 + 3) % 31;
                list.push_back(next);
                lengths.push_back(1 + next % 6);
            }
        }
        windows = TokenWindows::fromLists(lists);
        isExcluded.resize(windows.numTokens());
    }

    /// Leaves out `count` tokens of a window at irregular places.
    void exclude(std::size_t window, std::size_t count)
    {
        const TokenWindow& where = windows.windows()[window];
        for (std::size_t i = 0; i < count; ++i) {
            isExcluded[where.firstToken + (i * i + 2 * i + window) % where.numTokens] = 1;
        }
        for (std::size_t i = 0; numLeft(window) > where.numTokens - count; ++i) {
            isExcluded[where.firstToken + i] = 1;
        }
    }

    [[nodiscard]] std::size_t numLeft(std::size_t window) const
    {
        const TokenWindow& where = windows.windows()[window];
        const auto first = isExcluded.begin() + static_cast<std::ptrdiff_t>(where.firstToken);
        return static_cast<std::size_t>(
            std::count(first, first + static_cast<std::ptrdiff_t>(where.numTokens), 0));
    }

    [[nodiscard]] std::shared_ptr<const RunDesign> design(std::size_t numPermutations = 10) const
    {
        const bool hasExclusions = std::ranges::find(isExcluded, 1) != isExcluded.end();
        auto features = std::make_shared<const TokenFeatures>(
            makeTokenFeatures(windows, lengths, hasExclusions ? isExcluded : std::vector<std::uint8_t>()));
        return makeRunDesign(features, windows.ids(), windows.windows(),
                             {.numPermutations = numPermutations, .seed = 5});
    }

    TokenWindows windows;
    std::vector<std::int32_t> lengths;
    std::vector<std::uint8_t> isExcluded;
};

} // namespace

class TestRunDesign : public QObject
{
    Q_OBJECT

private slots:
    void takesAllTokensWhereNoneIsLeftOut();
    void numbersTheTokensThatAreLeft();
    void permutesWindowsOfEqualLength();
    void cutsWindowsToTheLengthThatKeepsMost();
    void shiftsWhereTooFewWindowsAreLeft();
    void passesOverWindowsThatAreLeftOutWhole();
    void makesUnitsOfNeighbouringWindows_data();
    void makesUnitsOfNeighbouringWindows();
    void setsTheFrequencyOfWhatIsLeft();
    void keepsAFrequencyThatWasChosen();
    void hasNoPermutationsWithoutTests();
};

void TestRunDesign::takesAllTokensWhereNoneIsLeftOut()
{
    const Run run({20, 20, 11});
    const auto design = run.design();
    QVERIFY(design->numberOf.empty());
    QCOMPARE(design->numTokens(), std::size_t {51});
    QCOMPARE(design->features->length, run.lengths);
    QCOMPARE(design->unitEnds, (std::vector<std::size_t> {20, 40, 51}));
    QCOMPARE(design->seed, std::uint64_t {5});
}

void TestRunDesign::numbersTheTokensThatAreLeft()
{
    Run run({5, 4, 6});
    run.isExcluded = {1, 0, 0, 1, 0, /**/ 0, 0, 0, 1, /**/ 1, 1, 0, 1, 0, 0};
    const auto design = run.design();
    constexpr std::int64_t out = RunDesign::leftOut;
    QCOMPARE(design->numberOf,
             (std::vector<std::int64_t> {out, 0, 1, out, 2, 3, 4, 5, out, out, out, 6, out, 7, 8}));
    QCOMPARE(design->numTokens(), std::size_t {9});
    QCOMPARE(design->features->position, (std::vector<std::int32_t> {1, 2, 4, 0, 1, 2, 2, 4, 5}));
    QCOMPARE(design->features->window, (std::vector<std::int32_t> {0, 0, 0, 1, 1, 1, 2, 2, 2}));
    for (std::size_t token = 0; token < 15; ++token) {
        if (design->numberOf[token] != out) {
            const auto number = static_cast<std::size_t>(design->numberOf[token]);
            QCOMPARE(design->features->length[number], run.lengths[token]);
            QCOMPARE(design->types.id[static_cast<std::size_t>(design->types.typeOf[number])],
                     run.windows.ids()[token]);
        }
    }
    QVERIFY(design->features->isExcluded.empty());
    const auto& sizes = design->features->groupSizes;
    QCOMPARE(std::accumulate(sizes.begin(), sizes.end(), std::size_t {0}), std::size_t {9});
    QCOMPARE(design->unitEnds, (std::vector<std::size_t> {3, 6, 9}));
    QCOMPARE(design->sample.rowOf.size(), std::size_t {9});
}

void TestRunDesign::permutesWindowsOfEqualLength()
{
    Run run(std::vector<std::size_t>(9, 20));
    for (std::size_t window = 0; window < 9; ++window) {
        run.exclude(window, 3);
    }
    const auto design = run.design();
    QVERIFY(!design->lengthSeries->isShifted());
    QCOMPARE(design->lengthSeries->numTokens(), std::size_t {9} * 17);
}

void TestRunDesign::cutsWindowsToTheLengthThatKeepsMost()
{
    // Left of each: 20 19 18 20 17 19 20 5. Cut to 17, seven windows keep 119 tokens; to 20, three keep 60;
    // to 5, eight keep 40.
    Run run(std::vector<std::size_t>(8, 20));
    const std::vector<std::size_t> numExcluded {0, 1, 2, 0, 3, 1, 0, 15};
    for (std::size_t window = 0; window < 8; ++window) {
        run.exclude(window, numExcluded[window]);
    }
    const auto design = run.design();
    const LengthSeries& series = *design->lengthSeries;
    QVERIFY(!series.isShifted());
    QCOMPARE(series.numTokens(), std::size_t {7} * 17);
    const auto stretches = series.stretches(0, design->numTokens());
    QCOMPARE(stretches.size(), std::size_t {7});
    std::size_t first = 0;
    double sum = 0;
    for (std::size_t window = 0; window < 7; ++window) {
        QCOMPARE(stretches[window].firstToken, first); // the first 17 that are left of the window
        QCOMPARE(stretches[window].numTokens, std::size_t {17});
        QCOMPARE(stretches[window].numSeries, std::size_t {7});
        for (std::size_t i = 0; i < 17; ++i) {
            sum += design->features->length[first + i];
        }
        first += run.numLeft(window);
    }
    first = 0;
    for (std::size_t window = 0; window < 7; ++window) {
        for (std::size_t i = 0; i < 17; ++i) {
            const auto expected = static_cast<float>(design->features->length[first + i] - sum / 119);
            QCOMPARE(stretches.front().series[window * stretches.front().stride + i], expected);
        }
        first += run.numLeft(window);
    }
    // Units of the jackknife lose nothing.
    QCOMPARE(design->unitEnds.size(), std::size_t {8});
    QCOMPARE(design->unitEnds.back(), design->numTokens());
}

void TestRunDesign::shiftsWhereTooFewWindowsAreLeft()
{
    Run run(std::vector<std::size_t>(7, 20));
    for (std::size_t window = 0; window < 7; ++window) {
        run.exclude(window, window == 6 ? 18 : window % 2); // six of 19 keep more than seven of 2
    }
    const auto design = run.design();
    QVERIFY(design->lengthSeries->isShifted());
    QCOMPARE(design->lengthSeries->numTokens(), design->numTokens()); // all take part
    Run whole(std::vector<std::size_t>(7, 20));
    QVERIFY(!whole.design()->lengthSeries->isShifted());
}

void TestRunDesign::passesOverWindowsThatAreLeftOutWhole()
{
    Run run({10, 10, 10});
    run.exclude(1, 10);
    const auto design = run.design();
    QCOMPARE(design->numTokens(), std::size_t {20});
    QCOMPARE(design->unitEnds, (std::vector<std::size_t> {10, 20}));
}

void TestRunDesign::makesUnitsOfNeighbouringWindows_data()
{
    QTest::addColumn<int>("numWindows");
    for (const int numWindows : {1, 2, 31, 32, 33, 63, 64, 65, 100}) {
        QTest::addRow("%d windows", numWindows) << numWindows;
    }
}

void TestRunDesign::makesUnitsOfNeighbouringWindows()
{
    QFETCH(const int, numWindows);
    const Run run(std::vector<std::size_t>(static_cast<std::size_t>(numWindows), 4));
    const auto design = run.design(0);
    QCOMPARE(design->unitEnds.size(), std::min(static_cast<std::size_t>(numWindows), LengthSeries::maxUnits));
    QCOMPARE(design->unitEnds.back(), design->numTokens());
    std::vector<std::size_t> sizes(design->unitEnds.size());
    std::adjacent_difference(design->unitEnds.begin(), design->unitEnds.end(), sizes.begin());
    QVERIFY(std::ranges::all_of(sizes, [](std::size_t size) { return size > 0 && size % 4 == 0; }));
    QVERIFY(std::ranges::max(sizes) - std::ranges::min(sizes) <= 4); // one window
}

void TestRunDesign::setsTheFrequencyOfWhatIsLeft()
{
    const std::vector<TokenId> ids {3, 5, 3, 3, 9, 5};
    const TokenWindows windows = TokenWindows::cut(ids, 3);
    TokenFeatures features = makeTokenFeatures(windows, {1, 2, 1, 1, 4, 2}, {1, 0, 0, 0, 1, 0});
    setFrequency(features, ids, {});
    const double two = std::log(2.0);
    QCOMPARE(features.frequency, (std::vector<double> {0, two, two, two, 0, two}));
    setFrequency(features, ids, {.source = FrequencySource::BpeRank, .table = {}});
    QCOMPARE(features.frequency,
             (std::vector<double> {0, std::log(6.0), std::log(4.0), std::log(4.0), 0, std::log(6.0)}));
}

void TestRunDesign::keepsAFrequencyThatWasChosen()
{
    const Run run({20, 20});
    TokenFeatures features = makeTokenFeatures(run.windows, run.lengths);
    setFrequency(features, run.windows.ids(), {.source = FrequencySource::BpeRank, .table = {}});
    const auto design = makeRunDesign(std::make_shared<const TokenFeatures>(features), run.windows.ids(),
                                      run.windows.windows());
    for (std::size_t token = 0; token < 40; ++token) {
        QCOMPARE(design->frequencyOf(token), std::log1p(static_cast<double>(run.windows.ids()[token])));
    }
}

void TestRunDesign::hasNoPermutationsWithoutTests()
{
    const auto design = Run({20, 20}).design(0);
    QVERIFY(!design->lengthSeries && !design->typePermutation);
    QVERIFY(design->sample.numRows() > 0);
}

QTEST_GUILESS_MAIN(TestRunDesign)
#include "tst_RunDesign.moc"
