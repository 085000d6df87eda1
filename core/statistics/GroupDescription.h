// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerSummary.h"
#include "core/statistics/NeuronAccumulators.h"

namespace bathyscope {

struct LayerAccumulators;

/// The length groups of a layer that has been added up, in every unit of observation: fills the histograms
/// and the modality of its summary. `total`: of all batches.
void describeGroups(const LayerAccumulators& layer, const NeuronAccumulators& total, LayerSummary& summary);

} // namespace bathyscope
