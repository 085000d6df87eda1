// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/checkpoint/Checkpoint.h"
#include "core/text/TokenWindows.h"
#include "core/text/Tokenizer.h"

#include <memory>
#include <stop_token>

namespace bathyscope {

/// Model and text of a request, opened, checked against each other and cut into windows: what must hold
/// before any arithmetic.
struct PreparedRun
{
    std::shared_ptr<const Checkpoint> checkpoint;
    std::shared_ptr<const Tokenizer>
        tokenizer; ///< null where the folder has none; then the request gave token ids
    std::size_t windowLength = 0; ///< tokens that windows were cut to, where they did not come as lists
    TokenWindows windows; ///< at least two tokens, ids inside the vocabulary, windows no longer than the
                          ///< model's positions
};

/// The window length that is asked for, or the default, which always fits the model.
[[nodiscard]] std::size_t windowLengthOf(const AnalysisRequest& request, const ModelConfig& config);

/// Throws what Checkpoint::open and Tokenizer::load throw, and InvalidRequest where text, ids, tokens or
/// window do not fit. If stopped, the windows are empty.
[[nodiscard]] PreparedRun prepareRun(const AnalysisRequest& request, const std::stop_token& stop);

} // namespace bathyscope
