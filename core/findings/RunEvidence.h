// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FrequencyControl.h"
#include "core/engine/HookPointText.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace bathyscope {

/// `part` of `all`; NaN of nothing.
[[nodiscard]] double shareOf(std::size_t part, std::size_t all);

struct FinishedLayer
{
    std::size_t index = 0; ///< in the run
    const LayerSummary* summary = nullptr;
};

/// What findings ask of a run, over its finished layers but those in which no neuron is finite everywhere:
/// nothing of them can be told. Refers to the run.
class RunEvidence
{
public:
    explicit RunEvidence(const AnalysisSnapshot& run);

    [[nodiscard]] const AnalysisSnapshot& run() const;
    [[nodiscard]] HookElement element() const; ///< that the run looked at; neurons where it has no info
    [[nodiscard]] const std::vector<FinishedLayer>& finished() const; ///< in order of depth
    /// Finished, too, but every neuron gave NaN or infinity somewhere; in order of depth.
    [[nodiscard]] const std::vector<FinishedLayer>& nonFinite() const;
    [[nodiscard]] bool hasLast() const; ///< the run's last layer is among finished()
    [[nodiscard]] bool isLastNonFinite() const; ///< it is among nonFinite()
    [[nodiscard]] bool isEquallyLong() const; ///< tokens that are not left out
    [[nodiscard]] double rate() const; ///< of false discoveries

    /// Of r in the first layer; NaN where that is not finished or no neuron of it has an r.
    [[nodiscard]] double firstMedian() const;

    /// Median over neurons and layers of the absolute values of a column; NaN where there are none.
    [[nodiscard]] double medianSize(std::string_view id) const;

    /// The counts of all layers; medians are not set.
    [[nodiscard]] FrequencyControl discoveries() const;

    /// Discoveries of the permuted series, mean over permutations; nothing in a run read from a file.
    [[nodiscard]] std::optional<double> permutedDiscoveries() const;

private:
    const AnalysisSnapshot& m_run;
    std::vector<FinishedLayer> m_finished;
    std::vector<FinishedLayer> m_nonFinite;
};

} // namespace bathyscope
