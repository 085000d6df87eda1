// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/MeasuredSpeed.h"

#include <algorithm>
#include <cmath>

namespace bathyscope {

namespace {

constexpr double usualDifference =
    0.25; // of the better one: two measurements on an idle machine differ by less
constexpr double usualShare = 0.7; // on an idle machine, some of the time goes into what one thread does

} // namespace

void MeasuredSpeed::add(double speed, double cpuShare)
{
    m_beforeLast = m_last;
    m_last = speed;
    m_lastShare = cpuShare;
    m_best = std::max(m_best, speed);
    ++m_count;
}

std::size_t MeasuredSpeed::count() const noexcept
{
    return m_count;
}

double MeasuredSpeed::best() const noexcept
{
    return m_best;
}

bool MeasuredSpeed::isDisturbed() const noexcept
{
    const bool areDifferent =
        m_count > 1 && std::abs(m_last - m_beforeLast) > usualDifference * std::max(m_last, m_beforeLast);
    return areDifferent || m_lastShare < usualShare;
}

} // namespace bathyscope
