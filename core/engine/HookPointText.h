// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPoint.h"

#include <cstdint>

namespace bathyscope {

/// The part of the model that a hook point belongs to.
enum class HookPart : std::uint8_t
{
    Residual, ///< the stream that runs through all blocks
    Attention,
    Mlp,
    Output, ///< behind the last block
};

/// What the elements of a hook point's value are called.
enum class HookElement : std::uint8_t
{
    Neuron, ///< of an MLP
    Dimension, ///< of a value as wide as the model
};

[[nodiscard]] HookPart hookPart(HookPoint point);
[[nodiscard]] HookElement hookElement(HookPoint point);

/// What the value is, in one English sentence; ui translates it in the context "HookPoint".
[[nodiscard]] const char* hookDescription(HookPoint point);

} // namespace bathyscope
