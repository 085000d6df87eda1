// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/AddedTokens.h"

#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/VisibleText.h"
#include "core/text/FileBytes.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <vector>

namespace bathyscope {

namespace {

constexpr std::size_t maxFileBytes = std::size_t {1} << 20U;
constexpr std::size_t maxNamed = 3; // in a message

bool isKnown(const std::string& token, const nlohmann::json& id, const Tokenizer& tokenizer)
{
    return id.is_number_unsigned() && id.get<std::uint64_t>() < tokenizer.vocabularySize()
        && tokenizer.tokenBytes(static_cast<TokenId>(id.get<std::uint64_t>())) == token;
}

std::string warningOf(const std::string& file, const std::vector<std::string>& unread)
{
    std::string names;
    for (std::size_t i = 0; i < std::min(unread.size(), maxNamed); ++i) {
        names += (i == 0 ? "" : ", ") + excerpt(unread[i]);
    }
    return fmt::format(
        "{} names {} token{} beyond vocab.json ({}{}), which {} not read: a text that holds one is "
        "cut into other tokens than the model was trained with.",
        file, unread.size(), unread.size() == 1 ? "" : "s", names, unread.size() > maxNamed ? ", …" : "",
        unread.size() == 1 ? "is" : "are");
}

} // namespace

std::string addedTokensWarning(const std::filesystem::path& vocabFile, const Tokenizer& tokenizer)
{
    const std::filesystem::path file = vocabFile.parent_path() / "added_tokens.json";
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return {};
    }
    try {
        const nlohmann::json tokens = nlohmann::json::parse(readFileBytes(file, maxFileBytes));
        std::vector<std::string> unread;
        for (const auto& [token, id] : tokens.items()) {
            if (!isKnown(token, id, tokenizer)) {
                unread.push_back(token);
            }
        }
        return unread.empty() ? std::string() : warningOf(visibleText(file.native()), unread);
    } catch (const nlohmann::json::exception&) {
        return visibleText(file.native())
            + " is not JSON; if it names tokens beyond vocab.json, they are not read.";
    } catch (const Error& error) {
        return std::string(error.what()) + " If it names tokens beyond vocab.json, they are not read.";
    }
}

} // namespace bathyscope
