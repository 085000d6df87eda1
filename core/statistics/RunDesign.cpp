// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/RunDesign.h"

#include "core/text/TokenFrequency.h"

#include <utility>

namespace bathyscope {

std::shared_ptr<const RunDesign> makeRunDesign(std::shared_ptr<const TokenFeatures> features,
                                               std::span<const TokenId> ids,
                                               std::span<const TokenWindow> windows,
                                               const PermutationSettings& permutations)
{
    auto design = std::make_shared<RunDesign>();
    design->types = makeTokenTypes(ids, features->length);
    design->frequency = textFrequency(design->types);
    design->strata = makeFrequencyStrata(design->types, design->frequency);
    if (permutations.numPermutations > 0) {
        design->lengthSeries.emplace(features->length, windows, permutations.numPermutations,
                                     permutations.seed);
        design->typePermutation.emplace(design->types, design->frequency, design->strata,
                                        permutations.numPermutations, permutations.seed);
    }
    design->features = std::move(features);
    return design;
}

} // namespace bathyscope
