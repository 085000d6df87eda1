// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/SipHash.h"
#include "core/text/BytePairMerger.h"
#include "core/text/TokenId.h"

#include <array>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace bathyscope {

/// What vocab.json says: every id from 0 on has its bytes, and each single byte is a token.
struct Vocabulary
{
    std::vector<std::string> tokens; ///< bytes, by id
    std::unordered_map<std::string, TokenId, KeyedStringHash> ids; ///< by bytes
    std::array<TokenId, 256> byteTokens {}; ///< id of the token that is this one byte
};

/// Throws FileMissing, FileUnreadable or BadFormat; whatever the file holds.
[[nodiscard]] Vocabulary readVocabulary(const std::filesystem::path& vocabFile);

/// The same for merges.txt, whose parts and results must be tokens of the vocabulary.
[[nodiscard]] BytePairMerger readMerges(const std::filesystem::path& mergesFile,
                                        const Vocabulary& vocabulary);

} // namespace bathyscope
