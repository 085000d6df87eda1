// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FalseDiscovery.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bathyscope {

std::vector<double> benjaminiHochberg(std::span<const double> p)
{
    struct Entry // values sort faster beside their index than through it
    {
        double p;
        std::size_t index;
    };
    std::vector<Entry> entries;
    entries.reserve(p.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!std::isnan(p[i])) {
            entries.push_back({.p = p[i], .index = i});
        }
    }
    std::ranges::sort(entries, {}, &Entry::p);

    std::vector<double> q(p.size(), std::numeric_limits<double>::quiet_NaN());
    const auto numTests = static_cast<double>(entries.size());
    double smallest = 1;
    for (std::size_t rank = entries.size(); rank > 0; --rank) {
        const Entry& entry = entries[rank - 1];
        smallest = std::min(smallest, entry.p * numTests / static_cast<double>(rank));
        q[entry.index] = smallest;
    }
    return q;
}

std::size_t countDiscoveries(std::span<const double> q, double rate)
{
    return static_cast<std::size_t>(std::ranges::count_if(q, [rate](double value) { return value < rate; }));
}

} // namespace bathyscope
