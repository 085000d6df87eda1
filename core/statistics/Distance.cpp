// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace bathyscope {

namespace {

/// Calls visit(F − G, width) for each stretch between neighbouring values of both samples taken together, on
/// which F and G are constant. Outside of the stretches F = G.
template <typename Visit>
void forEachStretch(std::span<const double> u, std::span<const double> v, Visit&& visit)
{
    const auto valueOrInfinity = [](std::span<const double> values, std::size_t i) {
        return i < values.size() ? values[i] : std::numeric_limits<double>::infinity();
    };
    std::size_t upToU = 0; // values ≤ left
    std::size_t upToV = 0;
    double left = std::min(valueOrInfinity(u, 0), valueOrInfinity(v, 0));
    while (true) {
        while (upToU < u.size() && u[upToU] == left) {
            ++upToU;
        }
        while (upToV < v.size() && v[upToV] == left) {
            ++upToV;
        }
        if (upToU == u.size() && upToV == v.size()) {
            return;
        }
        const double right = std::min(valueOrInfinity(u, upToU), valueOrInfinity(v, upToV));
        const double difference = static_cast<double>(upToU) / static_cast<double>(u.size())
            - static_cast<double>(upToV) / static_cast<double>(v.size());
        visit(difference, right - left);
        left = right;
    }
}

constexpr double noDistance = std::numeric_limits<double>::quiet_NaN();

} // namespace

double wassersteinDistance(std::span<const double> u, std::span<const double> v)
{
    if (u.empty() || v.empty()) {
        return noDistance;
    }
    double area = 0;
    forEachStretch(u, v, [&area](double difference, double width) { area += std::abs(difference) * width; });
    return area;
}

double energyDistance(std::span<const double> u, std::span<const double> v)
{
    if (u.empty() || v.empty()) {
        return noDistance;
    }
    double area = 0;
    forEachStretch(u, v,
                   [&area](double difference, double width) { area += difference * difference * width; });
    return std::sqrt(2 * area);
}

double kolmogorovSmirnovDistance(std::span<const double> u, std::span<const double> v)
{
    if (u.empty() || v.empty()) {
        return noDistance;
    }
    double largest = 0;
    forEachStretch(u, v, [&largest](double difference, double /*width*/) {
        largest = std::max(largest, std::abs(difference));
    });
    return largest;
}

} // namespace bathyscope
