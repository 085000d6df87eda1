// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Stopwatch.h"

#include <cstddef>
#include <ctime>

namespace bathyscope {

/// How much of the time of `numCores` cores this process has had since it was made.
class CpuShare
{
public:
    explicit CpuShare(std::size_t numCores)
        : m_numCores(static_cast<double>(numCores))
    {
    }

    /// 0 … 1; more where threads beside those that are meant compute too.
    [[nodiscard]] double soFar() const
    {
        return (cpuSeconds() - m_cpuSeconds) / (m_wall.seconds() * m_numCores);
    }

private:
    [[nodiscard]] static double cpuSeconds()
    {
        timespec time {};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        constexpr double nanosecond = 1e-9;
        return static_cast<double>(time.tv_sec) + nanosecond * static_cast<double>(time.tv_nsec);
    }

    double m_numCores;
    Stopwatch m_wall;
    double m_cpuSeconds = cpuSeconds();
};

} // namespace bathyscope
