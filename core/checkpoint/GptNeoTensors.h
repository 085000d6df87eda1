// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/Checkpoint.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace bathyscope {

/// The one table of Hugging Face's tensor names and shapes, without the `transformer.` prefix.
[[nodiscard]] std::vector<TensorSpec> embeddingSpecs(const GptNeoConfig& config); ///< wte, wpe
[[nodiscard]] std::vector<TensorSpec> layerSpecs(const GptNeoConfig& config, std::size_t layer);
[[nodiscard]] std::vector<TensorSpec> finalNormSpecs(const GptNeoConfig& config); ///< ln_f weight, bias

/// Whether a name, with or without the prefix, is that of a tensor in the table, of whatever layer. Files
/// hold others that nobody needs: lm_head.weight, which is wte.weight again, and masks of attention.
[[nodiscard]] bool isGptNeoTensor(std::string_view name);

/// The name without the prefix.
[[nodiscard]] std::string_view withoutTensorPrefix(std::string_view name);

} // namespace bathyscope
