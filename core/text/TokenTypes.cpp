// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenTypes.h"

#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>

namespace bathyscope {

TokenTypes makeTokenTypes(std::span<const TokenId> ids, std::span<const std::int32_t> lengths,
                          std::span<const std::uint8_t> isExcluded)
{
    if (lengths.size() != ids.size() || (!isExcluded.empty() && isExcluded.size() != ids.size())) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("There are {} tokens, but {} lengths and {} marks of exclusion.", ids.size(),
                                lengths.size(), isExcluded.size()));
    }
    const auto isIncluded = [&](std::size_t token) { return isExcluded.empty() || isExcluded[token] == 0; };
    TokenTypes types;
    for (std::size_t token = 0; token < ids.size(); ++token) {
        if (isIncluded(token)) {
            types.id.push_back(ids[token]);
        }
    }
    std::ranges::sort(types.id);
    // Not std::ranges::unique, which clang 14, the fuzz targets' compiler, cannot read.
    types.id.erase(std::unique(types.id.begin(), types.id.end()), types.id.end());
    types.count.resize(types.id.size());
    types.length.resize(types.id.size());
    types.typeOf.assign(ids.size(), TokenTypes::excluded);
    for (std::size_t token = 0; token < ids.size(); ++token) {
        if (!isIncluded(token)) {
            continue;
        }
        const auto type =
            static_cast<std::size_t>(std::ranges::lower_bound(types.id, ids[token]) - types.id.begin());
        if (types.count[type] > 0 && types.length[type] != lengths[token]) {
            throw Error(ErrorKind::InvalidRequest,
                        fmt::format("Token id {} has length {} at token {} and length {} before it: length "
                                    "belongs to the token type.",
                                    ids[token], lengths[token], token, types.length[type]));
        }
        types.typeOf[token] = static_cast<std::int32_t>(type);
        types.length[type] = lengths[token];
        ++types.count[type];
    }
    return types;
}

} // namespace bathyscope
