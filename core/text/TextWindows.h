// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenWindows.h"
#include "core/text/Tokenizer.h"

#include <cstddef>
#include <stop_token>
#include <string_view>

namespace bathyscope {

/// How a text becomes windows.
struct WindowPlan
{
    std::size_t maxTokens = 8192;
    std::size_t windowLength = 512;
    bool splitsDocuments = false; ///< `<|endoftext|>` ends a window instead of being a token in it
};

/// The first tokens of a text, in windows.
struct TextWindows
{
    TokenWindows windows;
    std::size_t numBytes = 0; ///< of the text, from its beginning, that they stand for
};

/// Splitting leaves the separators out: a window that begins anew says what they would have said. If stopped,
/// fewer tokens. Throws what Tokenizer::encode throws, and InvalidRequest for a window of no tokens.
[[nodiscard]] TextWindows makeTextWindows(std::string_view text, const Tokenizer& tokenizer,
                                          const WindowPlan& plan, const std::stop_token& stop = {});

} // namespace bathyscope
