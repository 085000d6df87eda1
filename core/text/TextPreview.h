// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/Corpus.h"
#include "core/text/TextWindows.h"
#include "core/text/TokenOptions.h"
#include "core/text/TokenTexts.h"
#include "core/text/Tokenizer.h"

#include <cstddef>
#include <memory>
#include <stop_token>

namespace bathyscope {

/// What a run would read of a text. A value.
struct TextPreview
{
    std::shared_ptr<const TokenTexts> tokens;
    std::size_t numDistinct = 0; ///< tokens that differ
    double shareOfText = 0; ///< of the text's bytes, 0 … 1: what lies within the limit of tokens
};

/// Tokenises as a run would. If stopped, fewer tokens. Throws what makeTextWindows and makeTokenFeatures
/// throw.
[[nodiscard]] TextPreview previewText(const Document& document, const Tokenizer& tokenizer,
                                      const WindowPlan& plan, const TokenOptions& options,
                                      const std::stop_token& stop = {});

} // namespace bathyscope
