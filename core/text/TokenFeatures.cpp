// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenFeatures.h"

#include "core/support/Error.h"
#include "core/text/Utf8.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace bathyscope {
namespace {

std::int32_t lowerMedian(std::vector<std::int32_t> values)
{
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

LengthGroup groupOf(std::int32_t length, std::int32_t median)
{
    if (length == median) {
        return LengthGroup::Equal;
    }
    return length < median ? LengthGroup::Shorter : LengthGroup::Longer;
}

std::vector<std::int64_t> occurrences(std::span<const TokenId> ids)
{
    std::unordered_map<TokenId, std::int64_t> countOf; // ids may be any numbers: no vocabulary is needed here
    for (const TokenId id : ids) {
        ++countOf[id];
    }
    std::vector<std::int64_t> counts;
    counts.reserve(ids.size());
    for (const TokenId id : ids) {
        counts.push_back(countOf[id]);
    }
    return counts;
}

} // namespace

TokenFeatures makeTokenFeatures(const TokenWindows& windows, const Tokenizer& tokenizer)
{
    std::vector<std::int32_t> lengths;
    lengths.reserve(windows.numTokens());
    for (const TokenId id : windows.ids()) {
        lengths.push_back(static_cast<std::int32_t>(countCodePoints(tokenizer.tokenBytes(id))));
    }
    return makeTokenFeatures(windows, std::move(lengths));
}

TokenFeatures makeTokenFeatures(const TokenWindows& windows, std::vector<std::int32_t> lengths)
{
    const std::size_t numTokens = windows.numTokens();
    if (lengths.size() != numTokens) {
        throw Error(ErrorKind::InvalidRequest,
                    "The token lengths do not fit the tokens: " + std::to_string(numTokens)
                        + " were expected, and " + std::to_string(lengths.size()) + " are there.");
    }
    TokenFeatures features;
    features.length = std::move(lengths);
    features.medianLength = lowerMedian(features.length);
    features.count = occurrences(windows.ids());

    features.group.reserve(numTokens);
    for (const std::int32_t length : features.length) {
        const LengthGroup group = groupOf(length, features.medianLength);
        features.group.push_back(group);
        ++features.groupSizes.at(static_cast<std::size_t>(group));
    }

    features.position.reserve(numTokens);
    features.window.reserve(numTokens);
    std::int32_t windowIndex = 0;
    for (const TokenWindow& window : windows.windows()) {
        for (std::size_t position = 0; position < window.numTokens; ++position) {
            features.position.push_back(static_cast<std::int32_t>(position));
            features.window.push_back(windowIndex);
        }
        ++windowIndex;
    }
    return features;
}

} // namespace bathyscope
