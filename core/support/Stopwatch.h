// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace bathyscope {

/// Goes from when it is made, by a clock that nobody sets.
class Stopwatch
{
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace bathyscope
