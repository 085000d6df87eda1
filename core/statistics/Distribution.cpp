// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Distribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <vector>

namespace bathyscope {

double quantile(std::span<const double> sortedValues, double p)
{
    if (sortedValues.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double place = p * static_cast<double>(sortedValues.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sortedValues.size() - 1);
    return std::lerp(sortedValues[below], sortedValues[above], place - static_cast<double>(below));
}

double medianOf(std::span<const double> values)
{
    std::vector<double> kept;
    kept.reserve(values.size());
    std::ranges::copy_if(values, std::back_inserter(kept), [](double value) { return !std::isnan(value); });
    if (kept.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto middle = kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 2);
    std::ranges::nth_element(kept, middle);
    return kept.size() % 2 == 1 ? *middle : std::midpoint(*std::max_element(kept.begin(), middle), *middle);
}

double histogramMedian(std::span<const double> edges, std::span<const std::int64_t> counts)
{
    const std::int64_t total = std::accumulate(counts.begin(), counts.end(), std::int64_t {0});
    std::int64_t before = 0;
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
        const std::int64_t after = before + counts[bin];
        if (total > 0 && 2 * after == total) {
            std::size_t next = bin + 1;
            while (counts[next] == 0) {
                ++next;
            }
            return std::midpoint(edges[bin + 1], edges[next]);
        }
        if (2 * after > total) {
            const double missing = static_cast<double>(total) / 2 - static_cast<double>(before);
            return std::lerp(edges[bin], edges[bin + 1], missing / static_cast<double>(counts[bin]));
        }
        before = after;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace bathyscope
