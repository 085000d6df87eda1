// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace bathyscope {

struct NeuronAccumulators;

/// One row of the table of statistics that give one number a neuron.
struct NeuronStatistic
{
    std::string_view id; ///< name in files: `layer.{i}.{id}`
    /// At the head of a table's column, where ui translates it (context "NeuronColumn"), and in filters; may
    /// be the id.
    const char* shortName;
    const char* label; ///< for people, English; ui translates it at display (context "NeuronStatistic")
    bool isCorrelation; ///< lies in [−1, 1]
    /// Value of neuron `index`; NaN where it is not defined (a constant neuron has no r).
    double (*evaluate)(const NeuronAccumulators& sums, std::size_t index);
};

/// All of them, in the order of columns everywhere: mean, sd, skewness, kurtosis, min, max, active_share, the
/// correlations, the tests.
[[nodiscard]] std::span<const NeuronStatistic> neuronStatistics();

/// Column of an id; nothing where there is no such statistic.
[[nodiscard]] std::optional<std::size_t> neuronStatisticIndex(std::string_view id);

} // namespace bathyscope
