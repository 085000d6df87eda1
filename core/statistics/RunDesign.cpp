// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/RunDesign.h"

#include "core/statistics/WindowPermutation.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace bathyscope {

namespace {

/// The tokens of a run that are not left out, numbered anew.
struct AnalysedTokens
{
    std::shared_ptr<const TokenFeatures> features;
    std::vector<TokenId> ids;
    std::vector<TokenWindow> windows; ///< none is empty
    std::vector<std::int64_t> numberOf; ///< as in RunDesign
};

AnalysedTokens selectAnalysed(std::shared_ptr<const TokenFeatures> all, std::span<const TokenId> ids,
                              std::span<const TokenWindow> windows)
{
    AnalysedTokens analysed;
    if (all->isExcluded.empty()) {
        analysed.ids.assign(ids.begin(), ids.end());
        analysed.windows.assign(windows.begin(), windows.end());
        analysed.features = std::move(all);
        return analysed;
    }
    TokenFeatures features;
    features.medianLength = all->medianLength;
    features.groupSizes = all->groupSizes;
    analysed.numberOf.assign(ids.size(), RunDesign::leftOut);
    for (const TokenWindow& window : windows) {
        const std::size_t first = analysed.ids.size();
        for (std::size_t token = window.firstToken; token < window.firstToken + window.numTokens; ++token) {
            if (all->isLeftOut(token)) {
                continue;
            }
            analysed.numberOf[token] = static_cast<std::int64_t>(analysed.ids.size());
            analysed.ids.push_back(ids[token]);
            features.length.push_back(all->length[token]);
            features.position.push_back(all->position[token]);
            features.group.push_back(all->group[token]);
            features.count.push_back(all->count[token]);
            features.frequency.push_back(all->frequency[token]);
            features.window.push_back(all->window[token]);
        }
        if (analysed.ids.size() > first) {
            analysed.windows.push_back({.firstToken = first, .numTokens = analysed.ids.size() - first});
        }
    }
    analysed.features = std::make_shared<const TokenFeatures>(std::move(features));
    return analysed;
}

/// Windows that can be exchanged must be equally long. Where tokens were left out they are not any more: they
/// are cut to the length that keeps most tokens.
std::vector<TokenWindow> equallyLong(std::vector<TokenWindow> windows)
{
    std::vector<std::size_t> lengths(windows.size());
    std::ranges::transform(windows, lengths.begin(), &TokenWindow::numTokens);
    std::ranges::sort(lengths, std::greater {});
    std::size_t length = 0;
    std::size_t most = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        if (const std::size_t kept = lengths[i] * (i + 1); kept > most) {
            most = kept;
            length = lengths[i];
        }
    }
    std::erase_if(windows, [length](const TokenWindow& window) { return window.numTokens < length; });
    for (TokenWindow& window : windows) {
        window.numTokens = length;
    }
    return windows;
}

/// The windows that LengthSeries permutes; all of them where they are too few for that.
std::vector<TokenWindow> permutedWindows(const AnalysedTokens& analysed)
{
    if (analysed.numberOf.empty()) {
        return analysed.windows;
    }
    std::vector<TokenWindow> cut = equallyLong(analysed.windows);
    return cut.size() < minPermutedWindows ? analysed.windows : cut;
}

/// Neighbouring windows in at most LengthSeries::maxUnits groups that differ by one window at most.
std::vector<std::size_t> jackknifeUnits(std::span<const TokenWindow> windows)
{
    const std::size_t numUnits = std::min(windows.size(), LengthSeries::maxUnits);
    std::vector<std::size_t> ends;
    ends.reserve(numUnits);
    for (std::size_t unit = 1; unit <= numUnits; ++unit) {
        const TokenWindow& last = windows[unit * windows.size() / numUnits - 1];
        ends.push_back(last.firstToken + last.numTokens);
    }
    return ends;
}

/// φ of each type.
std::vector<double> frequencyByType(const TokenTypes& types, std::span<const double> frequency)
{
    std::vector<double> byType(types.size());
    for (std::size_t token = 0; token < frequency.size(); ++token) {
        byType[static_cast<std::size_t>(types.typeOf[token])] = frequency[token];
    }
    return byType;
}

} // namespace

void setFrequency(TokenFeatures& features, std::span<const TokenId> ids, const FrequencyChoice& choice)
{
    const TokenTypes types = makeTokenTypes(ids, features.length, features.isExcluded);
    const std::vector<double> byType = chosenFrequency(types, choice);
    features.frequency.resize(ids.size());
    std::ranges::transform(types.typeOf, features.frequency.begin(), [&byType](std::int32_t type) {
        return type == TokenTypes::excluded ? 0.0 : byType[static_cast<std::size_t>(type)];
    });
}

std::shared_ptr<const RunDesign> makeRunDesign(std::shared_ptr<const TokenFeatures> features,
                                               std::span<const TokenId> ids,
                                               std::span<const TokenWindow> windows,
                                               const PermutationSettings& permutations)
{
    if (features->frequency.empty()) {
        auto withFrequency = std::make_shared<TokenFeatures>(*features);
        setFrequency(*withFrequency, ids, {});
        features = std::move(withFrequency);
    }
    AnalysedTokens analysed = selectAnalysed(std::move(features), ids, windows);
    auto design = std::make_shared<RunDesign>();
    design->types = makeTokenTypes(analysed.ids, analysed.features->length);
    const std::vector<double> frequency = frequencyByType(design->types, analysed.features->frequency);
    design->strata = makeFrequencyStrata(design->types, frequency);
    if (permutations.numPermutations > 0) {
        design->lengthSeries.emplace(analysed.features->length, permutedWindows(analysed),
                                     permutations.numPermutations, permutations.seed);
        design->typePermutation.emplace(design->types, frequency, design->strata,
                                        permutations.numPermutations, permutations.seed);
    }
    design->seed = permutations.seed;
    design->unitEnds = jackknifeUnits(analysed.windows);
    design->sample = drawTokenSample(*analysed.features, permutations.seed);
    design->numberOf = std::move(analysed.numberOf);
    design->features = std::move(analysed.features);
    return design;
}

} // namespace bathyscope
