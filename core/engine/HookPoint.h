// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelFamily.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bathyscope {

/// A place in the forward pass where a value can be looked at. Names are TransformerLens's, so researchers
/// know them.
enum class HookPoint : std::uint8_t
{
    ResidPre,
    AttnOut,
    ResidMid,
    MlpPre,
    MlpPost,
    MlpOut,
    ResidPost,
    FinalNormOut,
};

/// What the width of a hook point's value is, by the names of the config.
enum class HookWidth : std::uint8_t
{
    Model, ///< d_model
    Mlp, ///< d_mlp
};

/// One row of the table of hook points.
struct HookPointInfo
{
    HookPoint point;
    std::string_view
        name; ///< what stands after `blocks.L.`, or the whole name outside the blocks: "mlp.hook_pre"
    /// Whose module's output it is, if the module's name in a family's own code ("mlp.c_fc") is accepted too.
    std::optional<TensorRole> outputOf;
    HookWidth width;
    bool perLayer; ///< fires once in every block; otherwise once in the model
};

/// All hook points, in the order in which they fire.
[[nodiscard]] std::span<const HookPointInfo> hookPoints();
[[nodiscard]] const HookPointInfo& hookPointInfo(HookPoint point);

/// Elements a token at this point.
[[nodiscard]] std::size_t hookPointWidth(HookPoint point, const ModelConfig& config);

/// The point of a name or alias (without `blocks.L.`); nothing where there is none.
[[nodiscard]] std::optional<HookPoint> parseHookPoint(std::string_view name);

/// A hook point of one layer. `layer` is 0 for points outside the blocks.
struct HookId
{
    HookPoint point = HookPoint::MlpPre;
    std::size_t layer = 0;

    [[nodiscard]] std::string name() const; ///< "blocks.3.mlp.hook_pre", "ln_final.hook_out"
    [[nodiscard]] static std::optional<HookId> parse(std::string_view name);
    bool operator==(const HookId&) const = default;
};

} // namespace bathyscope
