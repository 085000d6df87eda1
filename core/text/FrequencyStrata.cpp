// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/FrequencyStrata.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace bathyscope {

FrequencyStrata makeFrequencyStrata(const TokenTypes& types, std::span<const double> frequency)
{
    std::vector<std::size_t> order(types.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::ranges::stable_sort(order, {}, [&](std::size_t type) { return frequency[type]; });
    const std::int64_t numTokens = std::accumulate(types.count.begin(), types.count.end(), std::int64_t {0});

    FrequencyStrata strata {.stratumOf = std::vector<std::uint8_t>(types.size()), .numStrata = 0};
    std::int64_t before = 0;
    std::int64_t lastTenth = -1;
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        std::int64_t mass = 0;
        while (end < order.size() && frequency[order[end]] == frequency[order[begin]]) {
            mass += types.count[order[end]];
            ++end;
        }
        // The middle lies at before + mass / 2 of numTokens, in whole numbers.
        const std::int64_t tenth =
            (2 * before + mass) * static_cast<std::int64_t>(maxFrequencyStrata) / (2 * numTokens);
        strata.numStrata += tenth != lastTenth ? 1 : 0;
        for (std::size_t i = begin; i < end; ++i) {
            strata.stratumOf[order[i]] = static_cast<std::uint8_t>(strata.numStrata - 1);
        }
        lastTenth = tenth;
        before += mass;
        begin = end;
    }
    return strata;
}

double effectiveNumTypes(const TokenTypes& types, const FrequencyStrata& strata)
{
    struct Stratum
    {
        double sum = 0;
        double squares = 0;
        std::int32_t shortest = std::numeric_limits<std::int32_t>::max();
        std::int32_t longest = std::numeric_limits<std::int32_t>::min();
    };
    std::vector<Stratum> sums(strata.numStrata);
    for (std::size_t type = 0; type < types.size(); ++type) {
        Stratum& stratum = sums[strata.stratumOf[type]];
        const auto count = static_cast<double>(types.count[type]);
        stratum.sum += count;
        stratum.squares += count * count;
        stratum.shortest = std::min(stratum.shortest, types.length[type]);
        stratum.longest = std::max(stratum.longest, types.length[type]);
    }
    double total = 0;
    for (const Stratum& stratum : sums) {
        if (stratum.shortest < stratum.longest) {
            total += stratum.sum * stratum.sum / stratum.squares;
        }
    }
    return total;
}

} // namespace bathyscope
