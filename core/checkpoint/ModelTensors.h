// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ModelFamily.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// What a tensor of the family's table is called and how large it is in a model, without the prefix. `layer`
/// counts in blocks only.
[[nodiscard]] TensorSpec tensorSpec(const TensorRow& row, const ModelConfig& config, std::size_t layer = 0);
[[nodiscard]] TensorSpec tensorSpec(TensorRole role, const ModelConfig& config, std::size_t layer = 0);

/// Those of a block, in the order of the family's table.
[[nodiscard]] std::vector<TensorSpec> layerSpecs(const ModelConfig& config, std::size_t layer);

/// Those of the whole model.
[[nodiscard]] std::vector<TensorSpec> modelSpecs(const ModelConfig& config);

/// Elements of a tensor; nothing overflows a double.
[[nodiscard]] double numElements(const TensorRow& row, const ModelConfig& config);

} // namespace bathyscope
