// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Segmentation.h"
#include "core/support/RandomGenerator.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

using namespace bathyscope;

using Vectors = std::vector<std::vector<double>>;

class TestSegmentation : public QObject
{
    Q_OBJECT

private slots:
    void costsAreThoseOfTryingEverySegmentation();
    void plantedBoundariesAreFound();
    void costsSurviveALargeCommonOffset();
    void thereAreNoMoreSegmentsThanVectors();
    void emptySequenceHasNoSegmentation();
};

namespace {

/// Sum of squared distances from the mean over [begin, end), in two passes.
double segmentCost(const Vectors& sequence, std::size_t begin, std::size_t end)
{
    double cost = 0;
    for (std::size_t j = 0; j < sequence[begin].size(); ++j) {
        double mean = 0;
        for (std::size_t i = begin; i < end; ++i) {
            mean += sequence[i][j] / static_cast<double>(end - begin);
        }
        for (std::size_t i = begin; i < end; ++i) {
            cost += (sequence[i][j] - mean) * (sequence[i][j] - mean);
        }
    }
    return cost;
}

double segmentationCost(const Vectors& sequence, std::vector<std::size_t> boundaries)
{
    boundaries.push_back(sequence.size());
    double cost = 0;
    std::size_t begin = 0;
    for (const std::size_t end : boundaries) {
        cost += segmentCost(sequence, begin, end);
        begin = end;
    }
    return cost;
}

/// Least cost of each number of segments, by trying each set of boundaries: bit i set = boundary before i
/// + 1.
std::vector<double> leastCosts(const Vectors& sequence)
{
    std::vector<double> least(sequence.size(), std::numeric_limits<double>::infinity());
    for (unsigned set = 0; set < (1U << (sequence.size() - 1)); ++set) {
        std::vector<std::size_t> boundaries;
        for (std::size_t i = 0; i + 1 < sequence.size(); ++i) {
            if ((set >> i) & 1U) {
                boundaries.push_back(i + 1);
            }
        }
        double& one = least[boundaries.size()];
        one = std::min(one, segmentationCost(sequence, boundaries));
    }
    return least;
}

Vectors randomVectors(RandomGenerator& generator, std::size_t length, std::size_t dimension)
{
    Vectors sequence(length, std::vector<double>(dimension));
    for (auto& vector : sequence) {
        for (double& value : vector) {
            value = generator.uniform();
        }
    }
    return sequence;
}

} // namespace

void TestSegmentation::costsAreThoseOfTryingEverySegmentation()
{
    RandomGenerator generator(1);
    for (std::size_t length = 1; length <= 9; ++length) {
        for (const std::size_t dimension : {1, 3}) {
            const Vectors sequence = randomVectors(generator, length, dimension);
            const auto found = optimalSegmentations(sequence, length);
            const std::vector<double> expected = leastCosts(sequence);
            QCOMPARE(found.size(), length);
            for (std::size_t k = 0; k < length; ++k) {
                QCOMPARE(found[k].boundaries.size(), k);
                QVERIFY(std::abs(found[k].cost - expected[k]) < 1e-13);
                QVERIFY(std::abs(segmentationCost(sequence, found[k].boundaries) - expected[k]) < 1e-13);
            }
        }
    }
}

void TestSegmentation::plantedBoundariesAreFound()
{
    const Vectors sequence {{0, 1}, {0, 1}, {5, 1}, {5, 1}, {5, 1}, {5, -3}, {4, 9}, {4, 9}};
    const auto found = optimalSegmentations(sequence, 5);
    QCOMPARE(found.size(), std::size_t {5});
    QCOMPARE(found[3].boundaries, (std::vector<std::size_t> {2, 5, 6}));
    QCOMPARE(found[3].cost, 0.0);
}

void TestSegmentation::costsSurviveALargeCommonOffset()
{
    const Vectors sequence {{1e8}, {1e8 + 1}, {1e8 + 10}, {1e8 + 11}};
    const auto found = optimalSegmentations(sequence, 2);
    QCOMPARE(found[1].boundaries, (std::vector<std::size_t> {2}));
    QVERIFY(std::abs(found[1].cost - 1) < 1e-6); // a running mean of 1e8 carries an error of about 1e-8
}

void TestSegmentation::thereAreNoMoreSegmentsThanVectors()
{
    const Vectors sequence {{1}, {2}, {4}};
    const auto found = optimalSegmentations(sequence, 5);
    QCOMPARE(found.size(), std::size_t {3});
    QCOMPARE(found.back().boundaries, (std::vector<std::size_t> {1, 2}));
}

void TestSegmentation::emptySequenceHasNoSegmentation()
{
    QVERIFY(optimalSegmentations({}, 5).empty());
}

QTEST_GUILESS_MAIN(TestSegmentation)
#include "tst_Segmentation.moc"
