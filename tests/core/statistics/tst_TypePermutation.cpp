// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TypePermutation.h"
#include "core/text/TokenFrequency.h"
#include "tests/core/statistics/PermutationData.h"

#include <QTest>

#include <limits>
#include <map>
#include <numeric>
#include <omp.h>
#include <set>

using namespace bathyscope;
using test::Series;

namespace {

constexpr std::size_t numTokens = 2000;
constexpr std::size_t numNeurons = 75; // more than a block
constexpr std::size_t numPermutations = 60;
constexpr std::size_t constantNeuron = 66;

/// A text by Zipf's law with some excluded tokens, and activations.
struct Text
{
    TokenTypes types;
    std::vector<double> frequency;
    FrequencyStrata strata;
    std::vector<Series> activations; ///< [neurons][tokens]
    std::vector<double> squares; ///< [neurons]

    [[nodiscard]] TypePermutation permutation() const
    {
        return {types, frequency, strata, numPermutations, 6};
    }
};

Text drawText()
{
    RandomGenerator random(17);
    std::vector<TokenId> ids;
    std::vector<std::int32_t> lengths;
    std::vector<std::uint8_t> isExcluded;
    for (std::size_t token = 0; token < numTokens; ++token) {
        ids.push_back(static_cast<TokenId>(std::exp(random.uniform() * std::log(9000.0))));
        lengths.push_back(1 + ids.back() * 7919 % 9 + (ids.back() > 60 ? 1 : 0));
        isExcluded.push_back(token % 100 == 0 ? 1 : 0);
    }
    Text text;
    text.types = makeTokenTypes(ids, lengths, isExcluded);
    text.frequency = textFrequency(text.types);
    text.strata = makeFrequencyStrata(text.types, text.frequency);
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        Series a = test::drawAutocorrelated(numTokens, 0.5, random);
        Series included;
        for (std::size_t token = 0; token < numTokens; ++token) {
            a[token] = neuron == constantNeuron
                ? 0.5
                : 2 + a[token] + 0.05 * static_cast<double>(neuron % 3) * lengths[token];
            a[token] = isExcluded[token] == 0 ? a[token] : 1e6;
            if (isExcluded[token] == 0) {
                included.push_back(a[token]);
            }
        }
        const double mean =
            std::accumulate(included.begin(), included.end(), 0.0) / static_cast<double>(included.size());
        double squares = 0;
        for (const double value : included) {
            squares += (value - mean) * (value - mean);
        }
        text.squares.push_back(squares);
        text.activations.push_back(std::move(a));
    }
    return text;
}

const Text& text()
{
    static const Text drawn = drawText();
    return drawn;
}

/// Σ(a − c) by row, [rows, neurons].
std::vector<float> typeSums(const TypePermutation& permutation, double c)
{
    std::vector<double> sums(permutation.numRows() * numNeurons);
    for (std::size_t token = 0; token < numTokens; ++token) {
        const std::int32_t row = permutation.rowOfToken()[token];
        for (std::size_t neuron = 0; row >= 0 && neuron < numNeurons; ++neuron) {
            sums[static_cast<std::size_t>(row) * numNeurons + neuron] +=
                text().activations[neuron][token] - c;
        }
    }
    return {sums.begin(), sums.end()};
}

BeyondFrequency testTypes(double c)
{
    const TypePermutation permutation = text().permutation();
    const std::vector<float> sums = typeSums(permutation, c);
    return permutation.test({.sums = sums.data(),
                             .rowStride = numNeurons,
                             .blockStride = permutationBlock,
                             .squares = text().squares});
}

/// Values of the tokens that are not excluded.
Series includedOnly(const Series& series)
{
    Series included;
    for (std::size_t token = 0; token < numTokens; ++token) {
        if (text().types.typeOf[token] != TokenTypes::excluded) {
            included.push_back(series[token]);
        }
    }
    return included;
}

/// What is left of a series (included tokens) after its strata's means and a common slope on φ.
Series residual(Series series)
{
    Series frequency;
    std::vector<std::size_t> stratum;
    for (const std::int32_t type : text().types.typeOf) {
        if (type != TokenTypes::excluded) {
            frequency.push_back(text().frequency[static_cast<std::size_t>(type)]);
            stratum.push_back(text().strata.stratumOf[static_cast<std::size_t>(type)]);
        }
    }
    const auto centre = [&](Series& values) {
        Series sums(text().strata.numStrata);
        Series counts(text().strata.numStrata);
        for (std::size_t i = 0; i < values.size(); ++i) {
            sums[stratum[i]] += values[i];
            counts[stratum[i]] += 1;
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] -= sums[stratum[i]] / counts[stratum[i]];
        }
    };
    centre(series);
    centre(frequency);
    const double slope = std::inner_product(series.begin(), series.end(), frequency.begin(), 0.0)
        / std::inner_product(frequency.begin(), frequency.end(), frequency.begin(), 0.0);
    for (std::size_t i = 0; i < series.size(); ++i) {
        series[i] -= slope * frequency[i];
    }
    return series;
}

/// The token series of the lengths of permutation k.
Series lengthSeries(const TypePermutation& permutation, std::size_t k)
{
    const std::vector<float> ofRow = permutation.lengths(k);
    Series series;
    for (const std::int32_t row : permutation.rowOfToken()) {
        if (row != TokenTypes::excluded) {
            series.push_back(static_cast<double>(ofRow[static_cast<std::size_t>(row)]));
        }
    }
    return series;
}

bool sameBits(const std::vector<double>& x, const std::vector<double>& y)
{
    return std::ranges::equal(x, y, [](double a, double b) { return a == b || (a != a && b != b); });
}

} // namespace

class TestTypePermutation : public QObject
{
    Q_OBJECT

private slots:
    void exchangesLengthsInsideStrataOnly();
    void exchangesEveryPairOfAStratum();
    void exchangesLengthsAmongNeighboursInTheText();
    void agreesWithPermutingTheSeries();
    void aConstantInTheActivationsChangesNothing();
    void blocksMayLieApart();
    void leavesConstantNeuronsOut();
    void leavesNeuronsThatAreNotFiniteOut();
    void doesNotDependOnTheNumberOfThreads();
    void isUndefinedWithoutLengthsToExchange();
    void isUndefinedWhereFrequencyExplainsLength();
};

void TestTypePermutation::exchangesLengthsInsideStrataOnly()
{
    const TypePermutation permutation = text().permutation();
    QCOMPARE(permutation.numRows(), text().types.size());
    QVERIFY(text().strata.numStrata >= 5);
    std::vector<std::size_t> stratumOfRow(permutation.numRows());
    for (std::size_t token = 0; token < numTokens; ++token) {
        const std::int32_t row = permutation.rowOfToken()[token];
        const std::int32_t type = text().types.typeOf[token];
        QCOMPARE(row == TokenTypes::excluded, type == TokenTypes::excluded);
        if (row >= 0) {
            stratumOfRow[static_cast<std::size_t>(row)] =
                text().strata.stratumOf[static_cast<std::size_t>(type)];
        }
    }
    std::map<std::size_t, std::multiset<float>> expected;
    for (std::size_t k = 0; k <= numPermutations; ++k) {
        const std::vector<float> lengths = permutation.lengths(k);
        std::map<std::size_t, std::multiset<float>> found;
        for (std::size_t row = 0; row < lengths.size(); ++row) {
            found[stratumOfRow[row]].insert(lengths[row]);
        }
        if (k == 0) {
            expected = found;
        }
        QVERIFY(found == expected);
        QVERIFY(k == 0 || lengths != permutation.lengths(0));
    }
}

void TestTypePermutation::exchangesEveryPairOfAStratum()
{
    // Five types of one stratum: each of them gets each length about equally often.
    const std::vector<TokenId> ids {1, 2, 3, 4, 5};
    const std::vector<std::int32_t> lengths {1, 2, 3, 4, 5};
    const TokenTypes types = makeTokenTypes(ids, lengths);
    const std::vector<double> frequency(5);
    std::map<std::pair<std::size_t, float>, int> counts;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const TypePermutation permutation(types, frequency, makeFrequencyStrata(types, frequency), 1, seed);
        const std::vector<float> permuted = permutation.lengths(1);
        for (std::size_t row = 0; row < permuted.size(); ++row) {
            ++counts[{row, permuted[row]}];
        }
    }
    QCOMPARE(counts.size(), std::size_t {25});
    for (const auto& [pair, count] : counts) {
        QVERIFY(std::abs(count - 80) < 45); // five standard deviations, and 1 of 32 draws is the observed
    }
}

void TestTypePermutation::exchangesLengthsAmongNeighboursInTheText()
{
    // 640 types of one stratum; lengths are 1 … 4 in the first half of the text and 5 … 8 in the second. Ids
    // alternate between the halves, so that only the text tells them apart.
    constexpr std::size_t count = 640;
    std::vector<TokenId> ids;
    std::vector<std::int32_t> lengths;
    for (std::size_t token = 0; token < count; ++token) {
        const bool isSecondHalf = token >= count / 2;
        ids.push_back(static_cast<TokenId>(2 * (token % (count / 2)) + (isSecondHalf ? 1 : 0)));
        lengths.push_back(static_cast<std::int32_t>(1 + token % 4) + (isSecondHalf ? 4 : 0));
    }
    const TokenTypes types = makeTokenTypes(ids, lengths);
    const std::vector<double> frequency = textFrequency(types);
    const FrequencyStrata strata = makeFrequencyStrata(types, frequency);
    QCOMPARE(strata.numStrata, std::size_t {1});
    const TypePermutation permutation(types, frequency, strata, 30, 1);
    for (std::size_t k = 1; k <= 30; ++k) {
        const std::vector<float> permuted = permutation.lengths(k); // less the mean, 4.5
        int numMoved = 0;
        for (std::size_t token = 0; token < count; ++token) {
            const float length = permuted[static_cast<std::size_t>(permutation.rowOfToken()[token])] + 4.5F;
            QCOMPARE(length > 4.5F, token >= count / 2);
            numMoved += length == static_cast<float>(lengths[token]) ? 0 : 1;
        }
        QVERIFY(numMoved > 300); // three of four get another length
    }
}

void TestTypePermutation::agreesWithPermutingTheSeries()
{
    const TypePermutation permutation = text().permutation();
    const BeyondFrequency found = testTypes(2);
    std::vector<Series> lengths;
    for (std::size_t k = 0; k <= numPermutations; ++k) {
        lengths.push_back(residual(lengthSeries(permutation, k)));
    }
    int numSmall = 0;
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        if (neuron == constantNeuron) {
            continue;
        }
        const Series a = residual(includedOnly(text().activations[neuron]));
        Series permuted;
        for (std::size_t k = 1; k <= numPermutations; ++k) {
            permuted.push_back(test::plainCorrelation(a, lengths[k]));
        }
        const double r = test::plainCorrelation(a, lengths[0]);
        QVERIFY(std::abs(found.r[neuron] - r) < 1e-6); // float sums and products
        QCOMPARE(found.p[neuron], test::plainP(r, permuted));
        numSmall += found.p[neuron] < 0.02 ? 1 : 0;
    }
    QVERIFY(numSmall > 10); // those that follow the length
}

void TestTypePermutation::aConstantInTheActivationsChangesNothing()
{
    const BeyondFrequency centred = testTypes(2);
    const BeyondFrequency raw = testTypes(0);
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        if (neuron != constantNeuron) {
            QVERIFY(std::abs(centred.r[neuron] - raw.r[neuron]) < 1e-6);
            QVERIFY(std::abs(centred.p[neuron] - raw.p[neuron]) < 0.02);
        }
    }
}

void TestTypePermutation::blocksMayLieApart()
{
    const TypePermutation permutation = text().permutation();
    const std::vector<float> matrix = typeSums(permutation, 2);
    const std::size_t numRows = permutation.numRows();
    std::vector<float> blocks(2 * numRows * permutationBlock);
    for (std::size_t row = 0; row < numRows; ++row) {
        for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
            const std::size_t block = neuron / permutationBlock;
            blocks[(block * numRows + row) * permutationBlock + neuron % permutationBlock] =
                matrix[row * numNeurons + neuron];
        }
    }
    const BeyondFrequency found = permutation.test({.sums = blocks.data(),
                                                    .rowStride = permutationBlock,
                                                    .blockStride = numRows * permutationBlock,
                                                    .squares = text().squares});
    const BeyondFrequency expected = testTypes(2);
    QVERIFY(sameBits(found.r, expected.r) && sameBits(found.p, expected.p));
}

void TestTypePermutation::leavesConstantNeuronsOut()
{
    const BeyondFrequency found = testTypes(2);
    QVERIFY(std::isnan(found.r[constantNeuron]) && std::isnan(found.p[constantNeuron]));
    QCOMPARE(std::ranges::count_if(found.p, [](double p) { return std::isnan(p); }), 1);
}

void TestTypePermutation::leavesNeuronsThatAreNotFiniteOut()
{
    const TypePermutation permutation = text().permutation();
    std::vector<float> sums = typeSums(permutation, 2);
    sums[7 * numNeurons + 1] = std::numeric_limits<float>::quiet_NaN();
    sums[9 * numNeurons + 2] = std::numeric_limits<float>::infinity();
    const BeyondFrequency found = permutation.test({.sums = sums.data(),
                                                    .rowStride = numNeurons,
                                                    .blockStride = permutationBlock,
                                                    .squares = text().squares});
    QVERIFY(std::isnan(found.r[1]) && std::isnan(found.p[1]));
    QVERIFY(std::isnan(found.r[2]) && std::isnan(found.p[2]));
    QCOMPARE(found.p[0], testTypes(2).p[0]);
    QCOMPARE(found.p[3], testTypes(2).p[3]);
}

void TestTypePermutation::doesNotDependOnTheNumberOfThreads()
{
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    const BeyondFrequency one = testTypes(2);
    omp_set_num_threads(3);
    const BeyondFrequency three = testTypes(2);
    omp_set_num_threads(before);
    QVERIFY(sameBits(one.r, three.r) && sameBits(one.p, three.p));
}

void TestTypePermutation::isUndefinedWithoutLengthsToExchange()
{
    // Within each of the two strata all types have one length.
    const std::vector<TokenId> ids {1, 2, 3, 3, 3, 4, 4, 4};
    const std::vector<std::int32_t> lengths {7, 7, 2, 2, 2, 2, 2, 2};
    const TokenTypes types = makeTokenTypes(ids, lengths);
    const std::vector<double> frequency = textFrequency(types);
    const TypePermutation permutation(types, frequency, makeFrequencyStrata(types, frequency), 20, 1);
    const std::vector<float> sums {1, 2, 3, 5};
    const std::vector<double> squares {9};
    const BeyondFrequency found = permutation.test(
        {.sums = sums.data(), .rowStride = 1, .blockStride = permutationBlock, .squares = squares});
    QVERIFY(std::isnan(found.r[0]) && std::isnan(found.p[0]));
}

void TestTypePermutation::isUndefinedWhereFrequencyExplainsLength()
{
    const std::vector<TokenId> ids {1, 2, 3, 4};
    const std::vector<std::int32_t> lengths {1, 2, 3, 4};
    const TokenTypes types = makeTokenTypes(ids, lengths);
    const std::vector<double> frequency {2, 4, 6, 8}; // a user's table can do that
    const FrequencyStrata one {.stratumOf = {0, 0, 0, 0}, .numStrata = 1};
    const TypePermutation permutation(types, frequency, one, 20, 1);
    const std::vector<float> sums {1, 2, 3, 5};
    const std::vector<double> squares {9};
    QVERIFY(std::isnan(
        permutation
            .test({.sums = sums.data(), .rowStride = 1, .blockStride = permutationBlock, .squares = squares})
            .p[0]));
}

QTEST_GUILESS_MAIN(TestTypePermutation)
#include "tst_TypePermutation.moc"
