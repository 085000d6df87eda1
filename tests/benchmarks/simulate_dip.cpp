// SPDX-License-Identifier: GPL-3.0-or-later
// Writes core/statistics/DipTable.cpp: quantiles of sqrt(n) · dip of uniform samples. About five minutes of
// one core:
//
//     build/release/tests/benchmarks/simulate_dip | clang-format-14 >core/statistics/DipTable.cpp
//
// Every size has its own stream of random numbers, so one more size changes no other row. `simulate_dip N`
// writes the row of one size of the table only.
#include "core/statistics/DipTable.h"
#include "core/statistics/DipTest.h"
#include "core/statistics/Distribution.h"
#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace bathyscope;

constexpr std::uint64_t seed = 1985;

/// 400,000 where samples are small, 50,000 of the largest: the noise that this leaves in p is, at p = 0.05,
/// 0.0003 to 0.001.
std::size_t numReplicates(std::size_t size)
{
    constexpr std::size_t most = 400'000;
    constexpr std::size_t fewest = 50'000;
    constexpr std::size_t mostValues = 800'000'000;
    return std::clamp(mostValues / size, fewest, most);
}

/// Partial sums of exponential steps are, up to shift and scale, a uniform sample in order; the dip sees
/// neither.
void drawSorted(std::vector<double>& values, RandomGenerator& random)
{
    double sum = 0;
    for (double& value : values) {
        sum -= std::log(1 - random.uniform());
        value = sum;
    }
}

DipTableRow simulate(std::size_t size)
{
    RandomGenerator random(seed + size);
    const double root = std::sqrt(static_cast<double>(size));
    std::vector<double> values(size);
    std::vector<double> dips(numReplicates(size));
    for (double& scaled : dips) {
        drawSorted(values, random);
        scaled = root * dip(values);
    }
    std::ranges::sort(dips);
    DipTableRow row {};
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = quantile(dips, dipTableProbabilities[i]);
    }
    row[0] = 0.5 / root; // the smallest possible, whether drawn or not
    return row;
}

void printRow(std::size_t size)
{
    std::printf("    // n = %zu, %zu samples\n    DipTableRow {", size, numReplicates(size));
    const char* separator = "";
    for (const double value : simulate(size)) {
        std::printf("%s%.6f", separator, value);
        separator = ", ";
    }
    std::printf("},\n");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1) {
        printRow(std::strtoull(argv[1], nullptr, 10));
        return 0;
    }
    std::printf("// SPDX-License-Identifier: GPL-3.0-or-later\n"
                "// Written by tests/benchmarks/simulate_dip.cpp, seed %llu + n.\n"
                "#include \"core/statistics/DipTable.h\"\n\nnamespace bathyscope {\n\n"
                "const std::array<DipTableRow, dipTableSizes.size()> dipTableQuantiles {\n",
                static_cast<unsigned long long>(seed));
    for (const std::size_t size : dipTableSizes) {
        printRow(size);
    }
    std::printf("};\n\n} // namespace bathyscope\n");
    return 0;
}
