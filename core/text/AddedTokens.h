// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/Tokenizer.h"

#include <filesystem>
#include <string>

namespace bathyscope {

/// What is to be said of an added_tokens.json beside a vocabulary: it gives a model tokens beyond vocab.json,
/// which are not read here. Empty where there is none, or where all of its tokens are the vocabulary's own.
/// `tokenizer` was loaded from that vocabulary. Throws nothing: a file that cannot be understood is said,
/// too.
[[nodiscard]] std::string addedTokensWarning(const std::filesystem::path& vocabFile,
                                             const Tokenizer& tokenizer);

} // namespace bathyscope
