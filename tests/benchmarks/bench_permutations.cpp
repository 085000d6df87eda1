// SPDX-License-Identifier: GPL-3.0-or-later
// What permutations cost a layer, without the sums they start from: bench_permutations [PERMUTATIONS]
#include "core/statistics/TypePermutation.h"
#include "core/statistics/WindowPermutation.h"
#include "core/support/RandomGenerator.h"
#include "core/text/TokenFrequency.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <omp.h>

using namespace bathyscope;

namespace {

constexpr std::size_t numWindows = 16;
constexpr std::size_t numTokens = 8192;
constexpr std::size_t vocabulary = 30000;

/// Fastest of five, in milliseconds.
template <typename Work>
double milliseconds(Work&& work)
{
    double best = std::numeric_limits<double>::infinity();
    for (int repetition = 0; repetition < 5; ++repetition) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        best = std::min(best, time.count());
    }
    return best;
}

/// Tokens by Zipf's law: about as many types as a text has.
TokenTypes drawTypes(RandomGenerator& random)
{
    std::vector<TokenId> ids;
    std::vector<std::int32_t> lengths;
    for (std::size_t token = 0; token < numTokens; ++token) {
        const double rank = std::exp(random.uniform() * std::log(static_cast<double>(vocabulary)));
        ids.push_back(static_cast<TokenId>(rank));
        lengths.push_back(1 + ids.back() * 7919 % 11);
    }
    return makeTokenTypes(ids, lengths);
}

std::vector<float> drawFloats(std::size_t count, RandomGenerator& random)
{
    std::vector<float> values(count);
    std::ranges::generate(values, [&] { return static_cast<float>(random.uniform() - 0.5); });
    return values;
}

} // namespace

int main(int argc, char** argv)
{
    const std::size_t numPermutations = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : defaultPermutations;
    RandomGenerator random(1);
    const TokenTypes types = drawTypes(random);
    const std::vector<double> frequency = textFrequency(types);
    const FrequencyStrata strata = makeFrequencyStrata(types, frequency);
    const PermutationTerms terms = windowPermutationTerms(numWindows, numPermutations, 1);
    std::printf("%zu tokens, %zu types, %zu strata, %zu permutations, %d threads\n", numTokens, types.size(),
                strata.numStrata, numPermutations, omp_get_max_threads());
    const double prepare = milliseconds(
        [&] { static_cast<void>(TypePermutation(types, frequency, strata, numPermutations, 1)); });
    std::printf("preparing the types: %.1f ms a run\n", prepare);
    const TypePermutation permutation(types, frequency, strata, numPermutations, 1);
    for (const std::size_t numNeurons : {std::size_t {3072}, std::size_t {8192}}) {
        const std::vector<float> table = drawFloats(terms.numRows * numNeurons, random);
        const std::vector<float> sums = drawFloats(types.size() * numNeurons, random);
        const std::vector<double> scale(numNeurons, 0.001);
        const std::vector<double> squares(numNeurons, static_cast<double>(numTokens));
        const double windows = milliseconds([&] {
            static_cast<void>(
                testPermutations(terms, {.sums = table.data(), .rowStride = numNeurons, .scale = scale}));
        });
        const double beyond = milliseconds([&] {
            static_cast<void>(permutation.test({.sums = sums.data(),
                                                .rowStride = permutationBlock,
                                                .blockStride = types.size() * permutationBlock,
                                                .squares = squares}));
        });
        std::printf("%zu neurons: windows %.1f ms, types %.1f ms a layer\n", numNeurons, windows, beyond);
    }
    std::vector<double> p(300000);
    std::ranges::generate(p, [&] { return random.uniform(); });
    std::printf("q of %zu neurons: %.1f ms\n", p.size(),
                milliseconds([&] { static_cast<void>(benjaminiHochberg(p)); }));
    return 0;
}
