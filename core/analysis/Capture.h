// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"

#include <cstddef>
#include <filesystem>
#include <functional>
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

/// Writes `layer.{i}.{hook}` [N, n], `tokens.ids`, `tokens.window` as they are computed: memory does not grow
/// with N. Returns false if stopped (then no file is left). `progress` receives 0 … 1. Throws Error.
[[nodiscard]] bool captureActivations(const CaptureRequest& request, const std::filesystem::path& out,
                                      const std::stop_token& stop,
                                      const std::function<void(double)>& progress);

} // namespace bathyscope
