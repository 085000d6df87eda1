// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Modality.h"

#include "core/statistics/RandomSample.h"
#include "core/statistics/StreamingMoments.h"
#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace bathyscope {

namespace {

Modality measureUsed(std::vector<double> used, std::uint64_t numValues)
{
    assert(std::ranges::all_of(used, [](double value) { return std::isfinite(value); }));
    std::ranges::sort(used);
    const NeuronMoments moments = computeMoments(used);
    const double ofUsed = dip(used);
    return {.numValues = numValues,
            .numUsed = used.size(),
            .isConstant = isConstant(moments),
            .dip = {.dip = ofUsed, .p = dipPValue(ofUsed, used.size())},
            .bimodalityCoefficient = bimodalityCoefficient(moments),
            .single = fitGaussian(used),
            .mixture = fitGaussianMixture(used)};
}

template <typename Value>
Modality measureSample(std::span<const Value> values, std::uint64_t seed)
{
    std::vector<double> used;
    used.reserve(std::min<std::size_t>(values.size(), maxModalityValues));
    for (const std::uint64_t index : sampleIndices(values.size(), maxModalityValues, seed)) {
        used.push_back(static_cast<double>(values[index]));
    }
    return measureUsed(std::move(used), values.size());
}

} // namespace

double Modality::deltaBic() const
{
    return single.bic - mixture.bic;
}

double Modality::ashmanD() const
{
    return bathyscope::ashmanD(mixture.components[0], mixture.components[1]);
}

Modality measureModality(std::span<const double> values, std::uint64_t seed)
{
    return measureSample(values, seed);
}

Modality measureModality(std::span<const float> values, std::uint64_t seed)
{
    return measureSample(values, seed);
}

Modality measureModality(std::span<const double> edges, std::span<const std::int64_t> counts,
                         std::uint64_t seed)
{
    assert(counts.empty() || edges.size() == counts.size() + 1);
    const auto numValues =
        static_cast<std::uint64_t>(std::accumulate(counts.begin(), counts.end(), std::int64_t {0}));
    RandomGenerator random(~seed); // apart from the numbers that draw the indices
    std::vector<double> used;
    std::size_t bin = 0;
    std::uint64_t after =
        counts.empty() ? 0 : static_cast<std::uint64_t>(counts[0]); // values up to the bin's end
    for (const std::uint64_t index : sampleIndices(numValues, maxModalityValues, seed)) {
        while (index >= after) {
            after += static_cast<std::uint64_t>(counts[++bin]);
        }
        used.push_back(std::lerp(edges[bin], edges[bin + 1], random.uniform()));
    }
    return measureUsed(std::move(used), numValues);
}

std::string_view modalityVerdictId(ModalityVerdict verdict)
{
    constexpr std::array<std::string_view, 4> ids {"undefined", "unimodal_not_rejected", "bimodal",
                                                   "multimodal"};
    return ids.at(static_cast<std::size_t>(verdict));
}

ModalityVerdict modalityVerdict(const Modality& modality, double p)
{
    if (modality.numUsed < minDipValues || modality.isConstant) {
        return ModalityVerdict::Undefined;
    }
    if (!(p < modalityLevel)) {
        return ModalityVerdict::UnimodalNotRejected;
    }
    const bool standApart = modality.ashmanD() > leastAshmanD && modality.deltaBic() > leastDeltaBic;
    return standApart ? ModalityVerdict::Bimodal : ModalityVerdict::Multimodal;
}

} // namespace bathyscope
