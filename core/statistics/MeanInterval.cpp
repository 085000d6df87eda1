// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/MeanInterval.h"

#include <array>
#include <cmath>
#include <limits>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

} // namespace

void RunningMean::add(double value)
{
    ++m_count;
    const double before = value - m_mean;
    m_mean += before / static_cast<double>(m_count);
    m_squares += before * (value - m_mean);
}

std::size_t RunningMean::count() const
{
    return m_count;
}

double RunningMean::mean() const
{
    return m_count > 0 ? m_mean : undefined;
}

double RunningMean::halfInterval() const
{
    if (m_count < 2) {
        return undefined;
    }
    const auto count = static_cast<double>(m_count);
    return studentQuantile975(m_count - 1) * std::sqrt(m_squares / (count - 1) / count);
}

double studentQuantile975(std::size_t degreesOfFreedom)
{
    constexpr std::array ofFew {12.706204736, 4.302652730, 3.182446305, 2.776445105,
                                2.570581836,  2.446911851, 2.364624252, 2.306004135};
    if (degreesOfFreedom <= ofFew.size()) {
        return ofFew.at(degreesOfFreedom - 1);
    }
    constexpr double z = 1.959963984540054; // of the normal distribution
    constexpr double z2 = z * z;
    const double v = 1 / static_cast<double>(degreesOfFreedom);
    constexpr double first = z * (z2 + 1) / 4;
    constexpr double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    constexpr double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    constexpr double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + v * (first + v * (second + v * (third + v * fourth)));
}

} // namespace bathyscope
