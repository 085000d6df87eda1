// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerSummary.h"
#include "core/statistics/NeuronAccumulators.h"

namespace bathyscope {

struct LayerAccumulators;

/// The permutation tests of a layer that has been added up: what they say of its neurons, into their `total`,
/// and of the layer, into its summary. Nothing without permutations.
void testNeurons(const LayerAccumulators& layer, NeuronAccumulators& total, LayerSummary& summary);

} // namespace bathyscope
