// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenWindows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// The null for runs of too few windows to permute: the length series of every window is turned inside the
/// window by an amount drawn evenly among its tokens. It keeps the autocorrelation of both series, but
/// misleads where the text drifts (Harris 2020), so results are flagged. The accumulators multiply
/// activations with the shifted columns; plainTerms() describes that table.
class CircularShifts
{
public:
    /// `windows` hold all tokens of the run in order; they are copied.
    CircularShifts(std::span<const TokenWindow> windows, std::size_t numPermutations, std::uint64_t seed);

    /// Column k of the features: the series [tokens] as it is for k = 0, shifted for k = 1 … K. Mean and sum
    /// of squares are those of the series.
    void shift(std::size_t k, std::span<const float> series, std::span<float> out) const;

private:
    std::vector<TokenWindow> m_windows;
    std::vector<std::size_t> m_offsets; ///< [1 + K, windows]
};

} // namespace bathyscope
