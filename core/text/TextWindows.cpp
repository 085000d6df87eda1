// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TextWindows.h"

#include "core/text/PreTokens.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

std::size_t numBytesOf(const std::vector<TokenId>& ids, const Tokenizer& tokenizer)
{
    std::size_t sum = 0;
    for (const TokenId id : ids) {
        sum += tokenizer.tokenBytes(id).size();
    }
    return sum;
}

TextWindows splitWindows(std::string_view text, const Tokenizer& tokenizer, const WindowPlan& plan,
                         const std::stop_token& stop)
{
    std::vector<std::vector<TokenId>> texts;
    std::size_t room = plan.maxTokens;
    std::size_t begin = 0;
    std::size_t numBytes = 0;
    while (begin < text.size() && room > 0 && !stop.stop_requested()) {
        const std::size_t end = std::min(text.find(endOfTextMarker, begin), text.size());
        texts.push_back(tokenizer.encode(text.substr(begin, end - begin), room, stop));
        room -= texts.back().size();
        numBytes = begin + numBytesOf(texts.back(), tokenizer);
        begin = end + endOfTextMarker.size();
    }
    return {.windows = TokenWindows::cutEach(texts, plan.windowLength), .numBytes = numBytes};
}

} // namespace

TextWindows makeTextWindows(std::string_view text, const Tokenizer& tokenizer, const WindowPlan& plan,
                            const std::stop_token& stop)
{
    if (plan.splitsDocuments) {
        return splitWindows(text, tokenizer, plan, stop);
    }
    std::vector<TokenId> ids = tokenizer.encode(text, plan.maxTokens, stop);
    const std::size_t numBytes = numBytesOf(ids, tokenizer);
    return {.windows = TokenWindows::cut(std::move(ids), plan.windowLength), .numBytes = numBytes};
}

} // namespace bathyscope
