// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace bathyscope {

/// Raw activations to be written to a file.
struct CaptureRequest
{
    AnalysisRequest run; ///< model, text, tokens, windows, hook
    std::vector<std::size_t> layers; ///< ascending; empty = all
    bool halfPrecision = false; ///< F16 instead of F32
};

/// Values that came out as no number, of those that were written.
struct CaptureDefects
{
    std::uint64_t numValues = 0; ///< all
    std::uint64_t numNonFinite = 0; ///< NaN or infinity in float32 already
    std::uint64_t numOverflowed = 0; ///< finite, and infinity in half precision, which ends at 65,504
};

/// Writes `layer.{i}.{hook}` [N, n], `tokens.ids`, `tokens.window` as they are computed: memory does not grow
/// with N. Warns in the log of values that came out as no number, and returns how many; nothing if stopped
/// (then no file is left). `progress` receives 0 … 1. Throws Error.
[[nodiscard]] std::optional<CaptureDefects> captureActivations(const CaptureRequest& request,
                                                               const std::filesystem::path& out,
                                                               const std::stop_token& stop,
                                                               const std::function<void(double)>& progress);

} // namespace bathyscope
