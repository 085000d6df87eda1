// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/TokenIdFile.h"

#include "core/support/Error.h"
#include "core/support/MistakenFile.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace bathyscope::app {

namespace {

constexpr const char* expected = "; expected an array of token ids, or an array of such arrays.";

[[noreturn]] void refuse(const std::string& name, const std::string& reason)
{
    throw Error(ErrorKind::BadFormat, "The token ids in " + name + " cannot be used: " + reason);
}

TokenId parseTokenId(const std::string& name, const std::string& place, const nlohmann::json& entry)
{
    if (!entry.is_number()) {
        refuse(name, place + " is " + entry.type_name() + ", not a number" + expected);
    }
    const std::string found = place + " is " + entry.dump();
    if (!entry.is_number_integer()) {
        refuse(name, found + ", but a token id is a whole number.");
    }
    // A number too large for a signed one is stored as unsigned.
    if (!entry.is_number_unsigned() && entry.get<std::int64_t>() < 0) {
        refuse(name, found + ", but token ids begin at 0.");
    }
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<TokenId>::max());
    if (entry.get<std::uint64_t>() > largest) {
        refuse(name, found + ", larger than any vocabulary.");
    }
    return entry.get<TokenId>();
}

std::vector<TokenId> parseList(const std::string& name, const std::string& where,
                               const nlohmann::json& entries)
{
    std::vector<TokenId> ids;
    ids.reserve(entries.size());
    for (const nlohmann::json& entry : entries) {
        ids.push_back(parseTokenId(name, "entry " + std::to_string(ids.size()) + where, entry));
    }
    return ids;
}

nlohmann::json parseJson(const std::string& name, std::string_view text)
{
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        refuse(name, "it is not JSON at byte " + std::to_string(error.byte) + expected);
    } catch (const nlohmann::json::out_of_range&) {
        refuse(name, "it holds a number that is larger than any vocabulary.");
    }
}

} // namespace

TokenIdLists parseTokenIds(std::string name, std::string_view json)
{
    if (const std::string mistaken = mistakenContent(json); !mistaken.empty()) {
        throw Error(ErrorKind::BadFormat, name + " " + mistaken);
    }
    const nlohmann::json root = parseJson(name, json);
    if (!root.is_array()) {
        refuse(name, std::string("it holds ") + root.type_name() + expected);
    }
    TokenIdLists result;
    const auto isArray = [](const nlohmann::json& entry) { return entry.is_array(); };
    result.oneListPerWindow = !root.empty() && std::ranges::all_of(root, isArray);
    if (result.oneListPerWindow) {
        for (const nlohmann::json& window : root) {
            const std::string where = " of window " + std::to_string(result.lists.size());
            result.lists.push_back(parseList(name, where, window));
        }
    } else {
        result.lists.push_back(parseList(name, "", root));
    }
    const bool isEmpty =
        std::ranges::all_of(result.lists, [](const std::vector<TokenId>& ids) { return ids.empty(); });
    if (isEmpty) {
        refuse(name, std::string("there are none") + expected);
    }
    result.name = std::move(name);
    return result;
}

} // namespace bathyscope::app
