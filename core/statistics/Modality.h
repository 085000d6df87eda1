// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/DipTest.h"
#include "core/statistics/GaussianMixture.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace bathyscope {

/// More values than these are looked at through a sample of so many, drawn without replacement.
inline constexpr std::uint64_t maxModalityValues = 20'000;

/// How many peaks a set of values seems to have (statistics.md, "Modality"). Everything is of the values
/// used.
struct Modality
{
    std::uint64_t numValues = 0; ///< given
    std::uint64_t numUsed = 0; ///< looked at: min(numValues, maxModalityValues)
    bool isConstant = true; ///< no value differs from another
    DipTest dip; ///< NaN and 1 without values
    double bimodalityCoefficient = std::numeric_limits<double>::quiet_NaN();
    GaussianFit single;
    GaussianMixtureFit mixture;

    /// BIC of one Gaussian less that of two: positive favours two. NaN where there is no fit.
    [[nodiscard]] double deltaBic() const;

    /// Distance of the two Gaussians; NaN where there is no fit.
    [[nodiscard]] double ashmanD() const;
};

/// Of finite values in any order; over maxModalityValues, of a sample by the seed.
[[nodiscard]] Modality measureModality(std::span<const double> values, std::uint64_t seed);
[[nodiscard]] Modality measureModality(std::span<const float> values, std::uint64_t seed);

/// Of binned values, `edges` [b + 1], `counts` [b]: over maxModalityValues, of a sample of the counts; each
/// value is put at a random place inside its bin. Peaks finer than the bins are lost by that, and equal
/// values become different ones: where the values themselves are at hand, give those. Bins that are narrow
/// beside the peaks cost nothing else.
[[nodiscard]] Modality measureModality(std::span<const double> edges, std::span<const std::int64_t> counts,
                                       std::uint64_t seed);

enum class ModalityVerdict : std::uint8_t
{
    Undefined, ///< fewer than minDipValues, or all equal
    UnimodalNotRejected, ///< which does not show that there is one peak
    Bimodal,
    Multimodal, ///< not unimodal, and not two Gaussians that stand apart
};

/// A single peak is ruled out, whatever there is in its place.
[[nodiscard]] constexpr bool rejectsUnimodality(ModalityVerdict verdict)
{
    return verdict == ModalityVerdict::Bimodal || verdict == ModalityVerdict::Multimodal;
}

/// "undefined", "unimodal_not_rejected", "bimodal", "multimodal": in files.
[[nodiscard]] std::string_view modalityVerdictId(ModalityVerdict verdict);

inline constexpr double modalityLevel = 0.05; ///< p below it rejects unimodality
inline constexpr double leastAshmanD = 2; ///< that two Gaussians stand apart must exceed it
inline constexpr double leastDeltaBic = 10; ///< "very strong" (Kass & Raftery 1995); must exceed it

/// The rule of statistics.md; `p` is that of the dip, or what a correction for many tests has made of it.
[[nodiscard]] ModalityVerdict modalityVerdict(const Modality& modality, double p);

} // namespace bathyscope
