// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

namespace bathyscope {
struct RunInfo;
}

namespace bathyscope::ui {

/// An interval of r, `low` included.
struct RRange
{
    double low = 0;
    double high = 0;
    bool operator==(const RRange&) const = default;
};

/// What is looked at. Neuron and interval of r are of the selected layer.
struct Selection
{
    std::optional<int> layer {};
    std::optional<std::size_t> neuron {}; ///< index in the layer
    std::optional<std::size_t> token {}; ///< index among the run's tokens, in order
    std::optional<RRange> rRange {}; ///< of a chosen cell of a heatmap

    [[nodiscard]] bool isEmpty() const;
    bool operator==(const Selection&) const = default;
};

/// What remains of a selection that was made in one run when another one is shown: its layer and interval of
/// r where the other run has that layer; the neuron where it is one and the same, in the same model; the
/// token where both read the same tokens. Of a run that is not known (null) neither neuron nor token remain.
[[nodiscard]] Selection fitted(Selection selection, const RunInfo* madeIn, const RunInfo& shown);

} // namespace bathyscope::ui
