// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FeatureProducts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bathyscope {

TokenFeature makeFeature(std::span<const std::int32_t> values)
{
    TokenFeature feature;
    feature.values.resize(values.size());
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    for (const std::int32_t value : values) {
        mean += value / n;
    }
    double variance = 0;
    for (const std::int32_t value : values) {
        variance += (value - mean) * (value - mean) / n;
    }
    feature.isConstant = values.empty()
        || std::ranges::all_of(values, [&](std::int32_t value) { return value == values.front(); });
    if (!feature.isConstant) {
        const double scale = 1 / std::sqrt(variance);
        std::ranges::transform(values, feature.values.begin(),
                               [&](std::int32_t value) { return (value - mean) * scale; });
    }
    return feature;
}

void CoMoment::merge(const CoMoment& other, const Moments& here, const Moments& there,
                     const Moments& featureHere, const Moments& featureThere)
{
    const double n = here.count + there.count;
    if (there.count > 0) {
        product += other.product
            + (there.mean - here.mean) * (featureThere.mean - featureHere.mean) * here.count * there.count
                / n;
    }
}

double pearson(const CoMoment& product, const Moments& a, const Moments& b)
{
    if (a.isConstant() || b.isConstant() || a.count < 2) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return std::clamp(product.product / std::sqrt(a.m2 * b.m2), -1.0, 1.0);
}

} // namespace bathyscope
