// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace bathyscope::ui {

/// How fast bytes have come in the last seconds. A value; times are given, none is measured.
class TransferRate
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `numBytes` in all have come by `now`; both never decrease.
    void add(Time now, std::uint64_t numBytes);

    [[nodiscard]] double bytesPerSecond() const; ///< 0 while that is not known

    /// Nothing while it is not known.
    [[nodiscard]] std::optional<std::chrono::seconds> timeFor(std::uint64_t numBytes) const;

private:
    struct Sample
    {
        Time time;
        std::uint64_t numBytes = 0;
    };
    std::deque<Sample> m_samples; ///< oldest first
};

} // namespace bathyscope::ui
