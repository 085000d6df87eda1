// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace bathyscope {

/// Several measurements of one speed, of which the best counts: others that compute meanwhile only slow down.
/// A value.
class MeasuredSpeed
{
public:
    /// One more: a speed > 0, more is faster, and how much of the time of the cores that it wanted it got, 0
    /// … 1.
    void add(double speed, double cpuShare);

    [[nodiscard]] std::size_t count() const noexcept;
    [[nodiscard]] double best() const noexcept; ///< 0 before the first

    /// Something else kept the machine busy: the last two differ, or the last one did not get its cores.
    [[nodiscard]] bool isDisturbed() const noexcept;

private:
    std::size_t m_count = 0;
    double m_best = 0;
    double m_last = 0;
    double m_beforeLast = 0;
    double m_lastShare = 1;
};

} // namespace bathyscope
