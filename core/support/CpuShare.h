// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
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
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_begin;
        return (cpuSeconds() - m_cpuSeconds) / (wall.count() * m_numCores);
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
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    double m_cpuSeconds = cpuSeconds();
};

} // namespace bathyscope
