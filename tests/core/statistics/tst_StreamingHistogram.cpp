// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/TileCounter.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <utility>
#include <vector>

using namespace bathyscope;

namespace {

using Counts = std::map<std::int64_t, std::int64_t>; ///< bin -> values

Counts countsOf(const StreamingHistogram& histogram, std::size_t series)
{
    Counts counts;
    for (std::int64_t bin = histogram.scale().firstBin(); bin <= histogram.scale().lastBin(); ++bin) {
        if (const std::int64_t count = histogram.count(series, bin); count != 0) {
            counts[bin] = count;
        }
    }
    return counts;
}

/// Counts by the definition: floor(x / 2^k), one value at a time.
Counts countsOf(const std::vector<float>& values, int exponent)
{
    Counts counts;
    for (const float x : values) {
        ++counts[static_cast<std::int64_t>(std::floor(std::ldexp(static_cast<long double>(x), -exponent)))];
    }
    return counts;
}

bool fits(double low, double high, int exponent)
{
    return std::floor(std::ldexp(high, -exponent)) - std::floor(std::ldexp(low, -exponent)) < 4096;
}

std::vector<float> drawValues(std::size_t count, float mean, float sd, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(mean, sd);
    std::vector<float> values(count);
    std::ranges::generate(values, [&] { return normal(random); });
    return values;
}

/// Counts values in tiles of 64 neurons, all of them in series 0.
StreamingHistogram countTiles(const std::vector<float>& values, int limit = BinScale::noLimit)
{
    constexpr std::size_t tokensPerTile = 3; // several tiles: the range grows between them
    StreamingHistogram histogram(1);
    TileCounter counter(1);
    counter.limit(limit);
    const std::array<std::uint8_t, tileTokens> series {};
    for (std::size_t begin = 0; begin < values.size(); begin += tokensPerTile * tileNeurons) {
        ActivationTile tile;
        tile.numTokens = std::min(tokensPerTile, (values.size() - begin) / tileNeurons);
        tile.numNeurons = tileNeurons;
        loadTile(tile, values.data() + begin, tileNeurons);
        std::vector<float> finite;
        std::copy_if(tile.row(0), tile.row(tile.numTokens), std::back_inserter(finite),
                     [](float x) { return std::isfinite(x); });
        if (!finite.empty()) {
            counter.count(tile, series, std::ranges::min(finite), std::ranges::max(finite));
        }
    }
    histogram.include(counter.range());
    counter.drainInto(histogram);
    return histogram;
}

StreamingHistogram countOneByOne(const std::vector<float>& values, int limit)
{
    StreamingHistogram histogram(1);
    histogram.limit(limit);
    for (const float x : values) {
        histogram.add(0, x);
    }
    return histogram;
}

int limitFor(const std::vector<float>& values)
{
    std::vector<double> sizes(values.size());
    std::ranges::transform(values, sizes.begin(), [](float x) { return std::abs(static_cast<double>(x)); });
    return histogramLimit(std::move(sizes));
}

/// Counts by comparing values with edges.
std::vector<std::int64_t> countsBetween(const std::vector<double>& edges, const std::vector<float>& values)
{
    std::vector<std::int64_t> counts(edges.size() - 1);
    for (const float x : values) {
        ++counts.at(static_cast<std::size_t>(std::ranges::upper_bound(edges, x) - edges.begin()) - 1);
    }
    return counts;
}

/// 6,400 normal values, every hundredth of them two thousand times as large.
std::vector<float> valuesWithOutliers()
{
    std::vector<float> values = drawValues(6400, 0.0F, 1.0F, 11);
    for (std::size_t i = 50; i < values.size(); i += 100) {
        values[i] *= 2000;
    }
    return values;
}

} // namespace

class TestStreamingHistogram : public QObject
{
    Q_OBJECT

private slots:
    void takesTheNarrowestBinsThatFit_data();
    void takesTheNarrowestBinsThatFit();
    void stopsAtAWidthForConstantValues();
    void doesNotDependOnTheOrderOfValues();
    void mergesIntoTheHistogramOfAllValues();
    void countsTilesAsTheDefinitionDoes_data();
    void countsTilesAsTheDefinitionDoes();
    void countsOnlyFiniteValuesOfATile();
    void startsFromAnotherRangeWithoutCounting();
    void binsFollowTheBulkUnderALimit();
    void tilesAreCountedUnderALimitAsValuesAre();
    void aLimitThatIsNotNeededChangesNothing();
    void takesAnyFiniteNumberUnderALimit();
};

void TestStreamingHistogram::takesTheNarrowestBinsThatFit_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("symmetric") << -3.0 << 3.0;
    QTest::newRow("4,096 unit bins") << 0.0 << 4095.5;
    QTest::newRow("one bin too many") << 0.0 << 4096.0;
    QTest::newRow("4,096 bins need luck of place") << -0.25 << 4095.0;
    QTest::newRow("far from zero") << 9990.0 << 10010.0;
    QTest::newRow("around a border") << -1e-3 << 2e3;
    QTest::newRow("large") << -1e30 << 3e38;
    QTest::newRow("small") << -1e-7 << 2e-7;
}

void TestStreamingHistogram::takesTheNarrowestBinsThatFit()
{
    QFETCH(double, low);
    QFETCH(double, high);
    BinScale scale;
    scale.include(low, high);
    QVERIFY(fits(low, high, scale.exponent()));
    QVERIFY(!fits(low, high, scale.exponent() - 1));
    QVERIFY(scale.lastBin() - scale.firstBin() < 4096);
}

void TestStreamingHistogram::stopsAtAWidthForConstantValues()
{
    BinScale zero;
    zero.include(0.0, 0.0);
    QCOMPARE(zero.exponent(), -40);
    BinScale large; // 2^13 ≤ 10,000 < 2^14
    large.include(1e4, 1e4);
    QCOMPARE(large.exponent(), 13 - 29);
    QCOMPARE(large.firstBin(), large.lastBin());
}

void TestStreamingHistogram::doesNotDependOnTheOrderOfValues()
{
    // Ranges that grow a little with every value, in both directions and from far away, are the hardest for a
    // growing histogram; sorted order is what it sees least of.
    std::vector<float> values = drawValues(5000, 2.0F, 1.0F, 1);
    values.insert(values.end(), {900.0F, -1e-30F, 0.0F, -1300.0F});
    std::vector<std::vector<float>> orders(4, values);
    std::ranges::sort(orders[1]);
    std::ranges::sort(orders[2], std::greater {});
    std::ranges::sort(orders[3], {}, [](float x) { return std::abs(x); });
    for (const std::vector<float>& order : orders) {
        StreamingHistogram histogram(2);
        for (const float x : order) {
            histogram.add(1, x);
        }
        QCOMPARE(histogram.scale().exponent(), 0); // 2,201 unit bins; halves would be 4,402
        QVERIFY(countsOf(histogram, 1) == countsOf(values, 0));
        QVERIFY(countsOf(histogram, 0).empty());
    }
}

void TestStreamingHistogram::mergesIntoTheHistogramOfAllValues()
{
    const std::vector<float> narrow = drawValues(1000, 0.0F, 0.01F, 2);
    const std::vector<float> wide = drawValues(1000, -50.0F, 100.0F, 3);
    std::vector<float> all = narrow;
    all.insert(all.end(), wide.begin(), wide.end());
    StreamingHistogram first(1);
    StreamingHistogram second(1);
    for (const float x : narrow) {
        first.add(0, x);
    }
    for (const float x : wide) {
        second.add(0, x);
    }
    StreamingHistogram backwards = second;
    first.merge(second);
    backwards.merge(first); // wide twice, narrow once
    QVERIFY(countsOf(first, 0) == countsOf(all, first.scale().exponent()));
    all.insert(all.end(), wide.begin(), wide.end());
    QVERIFY(countsOf(backwards, 0) == countsOf(all, backwards.scale().exponent()));
    first.merge(StreamingHistogram(1));
    QCOMPARE(countsOf(first, 0).empty(), false);
}

void TestStreamingHistogram::countsTilesAsTheDefinitionDoes_data()
{
    QTest::addColumn<std::vector<float>>("values");
    QTest::newRow("normal") << drawValues(6400, 0.0F, 1.0F, 4);
    QTest::newRow("far from zero") << drawValues(6400, 1e4F, 1.0F, 5);
    QTest::newRow("nearly constant") << drawValues(6400, 1e4F, 2e-3F, 6);
    QTest::newRow("constant") << std::vector<float>(640, -0.3F);
    QTest::newRow("all zero") << std::vector<float>(640, 0.0F);
    std::vector<float> edges(6400);
    std::ranges::generate(edges, [next = -800.0F]() mutable { return next += 0.25F; });
    QTest::newRow("on edges") << edges;
    std::vector<float> growing = drawValues(6400, 0.0F, 1.0F, 7);
    for (std::size_t i = 0; i < growing.size(); ++i) {
        growing[i] *= std::ldexp(1.0F, static_cast<int>(i / 640) * 5 - 20);
    }
    QTest::newRow("growing by 2^45") << growing;
    std::ranges::reverse(growing);
    QTest::newRow("shrinking by 2^45") << growing;
    std::vector<float> extreme = drawValues(640, 0.0F, 1e37F, 8);
    for (std::size_t i = 0; i < extreme.size(); i += 2) {
        // Times 2^−k these would underflow to −0 and be counted on the wrong side of it.
        extreme[i] = i % 4 == 0 ? -std::numeric_limits<float>::denorm_min() : -1e-30F;
    }
    QTest::newRow("tiny beside huge") << extreme;
}

void TestStreamingHistogram::countsTilesAsTheDefinitionDoes()
{
    QFETCH(std::vector<float>, values);
    const StreamingHistogram histogram = countTiles(values);
    QVERIFY(countsOf(histogram, 0) == countsOf(values, histogram.scale().exponent()));
}

void TestStreamingHistogram::countsOnlyFiniteValuesOfATile()
{
    std::vector<float> values = drawValues(640, 0.0F, 1.0F, 9);
    values[5] = std::numeric_limits<float>::quiet_NaN();
    values[100] = std::numeric_limits<float>::infinity();
    values[639] = -std::numeric_limits<float>::infinity();
    const StreamingHistogram histogram = countTiles(values);
    std::erase_if(values, [](float x) { return !std::isfinite(x); });
    QCOMPARE(values.size(), std::size_t {637});
    QVERIFY(countsOf(histogram, 0) == countsOf(values, histogram.scale().exponent()));
}

void TestStreamingHistogram::startsFromAnotherRangeWithoutCounting()
{
    BinScale wide;
    wide.include(-4.0, 4.0);
    TileCounter counter(1);
    counter.startFrom(wide);
    StreamingHistogram histogram(1);
    histogram.include(-4.0, 4.0);
    counter.drainInto(histogram);
    QVERIFY(countsOf(histogram, 0).empty());
}

void TestStreamingHistogram::binsFollowTheBulkUnderALimit()
{
    const std::vector<float> values = valuesWithOutliers();
    std::vector<std::vector<float>> orders(4, values);
    std::ranges::sort(orders[1]);
    std::ranges::sort(orders[2], std::greater {});
    std::ranges::sort(orders[3], std::greater {}, [](float x) { return std::abs(x); });
    const int limit = limitFor(values);
    const std::vector<double> edges = countOneByOne(values, limit).settled().edges();
    const auto widthAt = [&edges](double x) {
        const auto above = std::ranges::upper_bound(edges, x);
        return *above - *(above - 1);
    };
    QCOMPARE(widthAt(0.3), 1.0 / 64); // 15 of 16 values are smaller than 1.9, which needs 121 of these bins
    QCOMPARE(widthAt(-3.3), 1.0 / 64);
    QCOMPARE(widthAt(1500), 8.0); // 128 from 1,024 to 2,048
    QVERIFY(edges.size() < 8000);
    for (const std::vector<float>& order : orders) {
        for (const int lower : {0, 1, 5, 9}) { // a limit that too few values gave
            const StreamingHistogram settled = countOneByOne(order, limit - lower).settled();
            QCOMPARE(settled.edges(), edges);
            QCOMPARE(settled.counts(0, edges), countsBetween(edges, values));
        }
        StreamingHistogram merged = countOneByOne({order.begin(), order.begin() + 100}, limit - 2);
        merged.merge(countOneByOne({order.begin() + 100, order.end()}, limit - 4));
        QCOMPARE(merged.settled().edges(), edges);
        QCOMPARE(merged.settled().counts(0, edges), countsBetween(edges, values));
    }
    // Without a limit three bins hold all but the outliers.
    QCOMPARE(countOneByOne(values, BinScale::noLimit).scale().exponent(), 2);
}

void TestStreamingHistogram::tilesAreCountedUnderALimitAsValuesAre()
{
    std::vector<float> values = valuesWithOutliers();
    const int limit = limitFor(values);
    values[77] = std::numeric_limits<float>::quiet_NaN();
    values[78] = -std::numeric_limits<float>::infinity();
    const StreamingHistogram counted = countTiles(values, limit).settled();
    std::erase_if(values, [](float x) { return !std::isfinite(x); });
    QCOMPARE(values.size(), std::size_t {6398});
    QCOMPARE(counted.edges(), countOneByOne(values, limit).settled().edges());
    QCOMPARE(counted.counts(0, counted.edges()), countsBetween(counted.edges(), values));
}

void TestStreamingHistogram::aLimitThatIsNotNeededChangesNothing()
{
    for (const std::vector<float>& values :
         {drawValues(6400, 0.0F, 1.0F, 12), drawValues(6400, 1e4F, 1.0F, 13), std::vector<float>(64, 0.0F)}) {
        const StreamingHistogram free = countTiles(values);
        for (const int lower : {0, 3}) {
            const StreamingHistogram limited = countTiles(values, limitFor(values) - lower).settled();
            QCOMPARE(limited.edges(), free.edges());
            QCOMPARE(limited.counts(0, free.edges()), free.counts(0, free.edges()));
        }
    }
}

void TestStreamingHistogram::takesAnyFiniteNumberUnderALimit()
{
    constexpr float largest = std::numeric_limits<float>::max();
    constexpr float smallest = std::numeric_limits<float>::denorm_min();
    const std::vector<float> values {largest,  -largest, smallest,  -smallest, 0, -0.0F, 0x1p40F,
                                     -0x1p40F, 0x1p127F, -0x1p127F, 1,         1, -1,    -1};
    for (const int limit : {-40, -20, 0, 100, 120}) {
        const StreamingHistogram settled = countOneByOne(values, limit).settled();
        const std::vector<double> edges = settled.edges();
        QVERIFY(std::ranges::is_sorted(edges, std::less_equal {}));
        QVERIFY(edges.size() < 100'000);
        QCOMPARE(settled.counts(0, edges), countsBetween(edges, values));
    }
    QCOMPARE(histogramLimit({}), BinScale::noLimit);
    BinScale zero;
    zero.limit(histogramLimit({0, 0, 0}));
    QCOMPARE(zero.limit(), -40);
}

QTEST_GUILESS_MAIN(TestStreamingHistogram)
#include "tst_StreamingHistogram.moc"
