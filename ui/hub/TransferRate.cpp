// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/TransferRate.h"

#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr std::chrono::seconds span {5};
constexpr std::chrono::milliseconds leastSpan {500}; ///< less says little of a speed
constexpr std::chrono::milliseconds leastGap {50}; ///< between samples that are kept

} // namespace

void TransferRate::add(Time now, std::uint64_t numBytes)
{
    // The newest sample moves along until it is far enough from the one before it.
    if (m_samples.size() > 1 && m_samples.back().time - m_samples[m_samples.size() - 2].time < leastGap) {
        m_samples.back() = {now, numBytes};
    } else {
        m_samples.push_back({now, numBytes});
    }
    while (m_samples.size() > 2 && now - m_samples[1].time >= span) {
        m_samples.pop_front();
    }
}

double TransferRate::bytesPerSecond() const
{
    if (m_samples.empty() || m_samples.back().time - m_samples.front().time < leastSpan) {
        return 0;
    }
    const std::chrono::duration<double> time = m_samples.back().time - m_samples.front().time;
    return static_cast<double>(m_samples.back().numBytes - m_samples.front().numBytes) / time.count();
}

std::optional<std::chrono::seconds> TransferRate::timeFor(std::uint64_t numBytes) const
{
    const double rate = bytesPerSecond();
    constexpr double mostSeconds = 1e7; // four months: as good as never
    const double seconds = std::ceil(static_cast<double>(numBytes) / rate);
    return rate > 0 && seconds < mostSeconds ? std::optional(std::chrono::seconds(std::llround(seconds)))
                                             : std::nullopt;
}

} // namespace bathyscope::ui
