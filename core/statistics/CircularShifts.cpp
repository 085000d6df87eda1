// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/CircularShifts.h"

#include "core/support/RandomGenerator.h"

#include <algorithm>

namespace bathyscope {

CircularShifts::CircularShifts(std::span<const TokenWindow> windows, std::size_t numPermutations,
                               std::uint64_t seed)
    : m_windows(windows.begin(), windows.end())
    , m_offsets(windows.size())
{
    RandomGenerator random(seed);
    for (std::size_t k = 0; k < numPermutations; ++k) {
        for (const TokenWindow& window : windows) {
            m_offsets.push_back(random.below(window.numTokens));
        }
    }
}

void CircularShifts::shift(std::size_t k, std::span<const float> series, std::span<float> out) const
{
    for (std::size_t w = 0; w < m_windows.size(); ++w) {
        const auto window = series.subspan(m_windows[w].firstToken, m_windows[w].numTokens);
        const auto offset = static_cast<std::ptrdiff_t>(m_offsets[k * m_windows.size() + w]);
        std::ranges::rotate_copy(window, window.begin() + offset,
                                 out.begin() + static_cast<std::ptrdiff_t>(m_windows[w].firstToken));
    }
}

} // namespace bathyscope
