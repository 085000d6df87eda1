// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/HookPoint.h"

#include "core/checkpoint/ModelConfig.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bathyscope {

namespace {

constexpr std::string_view blockPrefix = "blocks.";

constexpr std::array<HookPointInfo, 8> table {{
    {HookPoint::ResidPre, "hook_resid_pre", std::nullopt, HookWidth::Model, true},
    {HookPoint::AttnOut, "hook_attn_out", std::nullopt, HookWidth::Model, true},
    {HookPoint::ResidMid, "hook_resid_mid", std::nullopt, HookWidth::Model, true},
    {HookPoint::MlpPre, "mlp.hook_pre", TensorRole::MlpUp, HookWidth::Mlp, true},
    {HookPoint::MlpPost, "mlp.hook_post", std::nullopt, HookWidth::Mlp, true},
    {HookPoint::MlpOut, "hook_mlp_out", std::nullopt, HookWidth::Model, true},
    {HookPoint::ResidPost, "hook_resid_post", std::nullopt, HookWidth::Model, true},
    {HookPoint::FinalNormOut, "ln_final.hook_out", std::nullopt, HookWidth::Model, false},
}};

bool isModuleOfAFamily(std::string_view name, const HookPointInfo& info)
{
    return info.outputOf && std::ranges::any_of(modelFamilies(), [&](const ModelFamily& family) {
               return name == family.moduleInBlock(*info.outputOf);
           });
}

} // namespace

std::span<const HookPointInfo> hookPoints()
{
    return table;
}

const HookPointInfo& hookPointInfo(HookPoint point)
{
    return table.at(static_cast<std::size_t>(point));
}

std::size_t hookPointWidth(HookPoint point, const ModelConfig& config)
{
    return hookPointInfo(point).width == HookWidth::Mlp ? config.intermediateSize : config.hiddenSize;
}

std::optional<HookPoint> parseHookPoint(std::string_view name)
{
    for (const HookPointInfo& info : table) {
        if (name == info.name || isModuleOfAFamily(name, info)) {
            return info.point;
        }
    }
    return std::nullopt;
}

std::string HookId::name() const
{
    const HookPointInfo& info = hookPointInfo(point);
    if (!info.perLayer) {
        return std::string(info.name);
    }
    return std::string(blockPrefix) + std::to_string(layer) + "." + std::string(info.name);
}

std::optional<HookId> HookId::parse(std::string_view name)
{
    HookId id;
    const bool inBlock = name.starts_with(blockPrefix);
    if (inBlock) {
        name.remove_prefix(blockPrefix.size());
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id.layer);
        if (error != std::errc() || end == name.data() + name.size() || *end != '.') {
            return std::nullopt;
        }
        name.remove_prefix(static_cast<std::size_t>(end - name.data()) + 1);
    }
    const std::optional<HookPoint> point = parseHookPoint(name);
    if (!point || hookPointInfo(*point).perLayer != inBlock) {
        return std::nullopt;
    }
    id.point = *point;
    return id;
}

} // namespace bathyscope
