// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"
#include "tests/support/TestData.h"

#include <memory>
#include <string_view>

namespace bathyscope::test {

inline const Tokenizer& gpt2Tokenizer()
{
    static const auto tokenizer =
        Tokenizer::load(testData("gpt2-vocab/vocab.json"), testData("gpt2-vocab/merges.txt"));
    return *tokenizer;
}

/// Of a text in GPT-2's vocabulary.
inline std::shared_ptr<const TokenTexts> tokenTextsOf(std::string_view text, std::size_t windowLength = 512)
{
    TokenWindows windows = TokenWindows::cut(gpt2Tokenizer().encode(text), windowLength);
    auto features = std::make_shared<const TokenFeatures>(makeTokenFeatures(windows, gpt2Tokenizer()));
    return std::make_shared<const TokenTexts>(std::move(windows), std::move(features), gpt2Tokenizer());
}

} // namespace bathyscope::test
