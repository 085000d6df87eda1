// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenFeatures.h"

#include "core/support/Error.h"
#include "core/support/Utf8.h"

#include <algorithm>
#include <string>
#include <string_view>
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

/// Among the tokens that are not left out.
std::vector<std::int64_t> occurrences(std::span<const TokenId> ids, const TokenFeatures& features)
{
    std::unordered_map<TokenId, std::int64_t> countOf; // ids may be any numbers: no vocabulary is needed here
    for (std::size_t token = 0; token < ids.size(); ++token) {
        countOf[ids[token]] += features.isLeftOut(token) ? 0 : 1;
    }
    std::vector<std::int64_t> counts;
    counts.reserve(ids.size());
    for (const TokenId id : ids) {
        counts.push_back(countOf[id]);
    }
    return counts;
}

std::int32_t lengthOf(std::string_view bytes, const TokenOptions& options)
{
    const bool hasUncountedSpace = !options.countsLeadingSpace && bytes.starts_with(' ');
    return static_cast<std::int32_t>(countCodePoints(bytes.substr(hasUncountedSpace ? 1 : 0)));
}

/// Empty where the options leave nothing out.
std::vector<std::uint8_t> exclusions(const TokenWindows& windows, const Tokenizer& tokenizer,
                                     const TokenOptions& options)
{
    if (!options.skipsFirst && !options.skipsNewlines) {
        return {};
    }
    std::vector<std::uint8_t> isExcluded(windows.numTokens());
    for (const TokenWindow& window : windows.windows()) {
        isExcluded[window.firstToken] = options.skipsFirst ? 1 : 0;
    }
    for (std::size_t token = 0; options.skipsNewlines && token < isExcluded.size(); ++token) {
        if (tokenizer.tokenBytes(windows.ids()[token]).find_first_of("\r\n") != std::string_view::npos) {
            isExcluded[token] = 1;
        }
    }
    return isExcluded;
}

} // namespace

std::size_t TokenFeatures::numAnalysed() const
{
    return length.size() - static_cast<std::size_t>(std::ranges::count(isExcluded, 1));
}

TokenFeatures makeTokenFeatures(const TokenWindows& windows, const Tokenizer& tokenizer,
                                const TokenOptions& options)
{
    std::vector<std::int32_t> lengths;
    lengths.reserve(windows.numTokens());
    for (const TokenId id : windows.ids()) {
        lengths.push_back(lengthOf(tokenizer.tokenBytes(id), options));
    }
    TokenFeatures features =
        makeTokenFeatures(windows, std::move(lengths), exclusions(windows, tokenizer, options));
    if (!features.isExcluded.empty() && features.numAnalysed() < 2) {
        throw Error(ErrorKind::InvalidRequest,
                    "Without the first token of each window and without newlines, as asked, "
                        + std::to_string(features.numAnalysed()) + " of "
                        + std::to_string(windows.numTokens())
                        + " tokens are left; leave fewer out, or read a longer text.");
    }
    return features;
}

TokenFeatures makeTokenFeatures(const TokenWindows& windows, std::vector<std::int32_t> lengths,
                                std::vector<std::uint8_t> isExcluded)
{
    const std::size_t numTokens = windows.numTokens();
    if (lengths.size() != numTokens || (!isExcluded.empty() && isExcluded.size() != numTokens)) {
        throw Error(ErrorKind::InvalidRequest,
                    "There are " + std::to_string(numTokens) + " tokens, but "
                        + std::to_string(lengths.size()) + " lengths and " + std::to_string(isExcluded.size())
                        + " marks of exclusion.");
    }
    TokenFeatures features;
    features.length = std::move(lengths);
    features.isExcluded = std::move(isExcluded);
    std::vector<std::int32_t> analysed;
    analysed.reserve(numTokens);
    for (std::size_t token = 0; token < numTokens; ++token) {
        if (!features.isLeftOut(token)) {
            analysed.push_back(features.length[token]);
        }
    }
    features.medianLength = lowerMedian(std::move(analysed));
    features.count = occurrences(windows.ids(), features);

    features.group.reserve(numTokens);
    for (std::size_t token = 0; token < numTokens; ++token) {
        const LengthGroup group = groupOf(features.length[token], features.medianLength);
        features.group.push_back(group);
        features.groupSizes.at(static_cast<std::size_t>(group)) += features.isLeftOut(token) ? 0 : 1;
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
