// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingMoments.h"

#include <algorithm>
#include <cmath>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

} // namespace

void Moments::merge(const Moments& other)
{
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    positive += other.positive;
    nonFinite += other.nonFinite;
    if (other.count == 0) {
        return;
    }
    const double na = count;
    const double nb = other.count;
    const double n = na + nb;
    const double delta = other.mean - mean;
    const double d = delta / n;
    m4 += other.m4 + delta * d * d * d * na * nb * (na * na - na * nb + nb * nb)
        + 6 * d * d * (na * na * other.m2 + nb * nb * m2) + 4 * d * (na * other.m3 - nb * m3);
    m3 += other.m3 + delta * d * d * na * nb * (na - nb) + 3 * d * (na * other.m2 - nb * m2);
    m2 += other.m2 + delta * d * na * nb;
    mean += d * nb;
    count = n;
}

bool Moments::isConstant() const
{
    return !(max > min);
}

double Moments::standardDeviation() const
{
    return count < 2 ? undefined : std::sqrt(m2 / (count - 1));
}

double Moments::skewness() const
{
    if (count < 3 || isConstant()) {
        return undefined;
    }
    const double g1 = (m3 / count) / std::pow(m2 / count, 1.5);
    return g1 * std::sqrt(count * (count - 1)) / (count - 2);
}

double Moments::excessKurtosis() const
{
    if (count < 4 || isConstant()) {
        return undefined;
    }
    const double g2 = count * m4 / (m2 * m2) - 3;
    return ((count + 1) * g2 + 6) * (count - 1) / ((count - 2) * (count - 3));
}

double Moments::activeShare() const
{
    return count == 0 ? undefined : positive / count;
}

} // namespace bathyscope
