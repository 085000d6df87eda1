// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPoint.h"

#include <cstdint>
#include <string>
#include <string_view>

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

/// A sentence with its words for these elements: of each pair of alternatives in braces, as in
/// "%1 of the {neurons|dimensions}", the first for neurons and the second for dimensions. A sentence that is
/// to be translated is so before, and its placeholders are filled after: what fills them may have braces.
[[nodiscard]] std::string worded(HookElement element, std::string_view sentence);

/// What the value is, in one English sentence; ui translates it in the context "HookPoint".
[[nodiscard]] const char* hookDescription(HookPoint point);

} // namespace bathyscope
