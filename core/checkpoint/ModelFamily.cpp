// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelFamily.h"

#include "core/checkpoint/GptNeoFamily.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bathyscope {

namespace {

constexpr std::string_view layerPlace = "{}";

/// Words for each, with commas between them and `last` before the last.
template <typename Words>
std::string listed(std::span<const ModelFamily> families, std::string_view last, Words&& words)
{
    std::string list;
    for (std::size_t i = 0; i < families.size(); ++i) {
        list += i == 0 ? "" : i + 1 == families.size() ? last : ", ";
        list += words(families[i]);
    }
    return list;
}

} // namespace

bool TensorRow::isInBlock() const noexcept
{
    return pattern.find(layerPlace) != std::string_view::npos;
}

bool TensorRow::isMatrix() const noexcept
{
    return columns != Extent::None;
}

bool TensorRow::matches(std::string_view name) const noexcept
{
    const std::size_t place = pattern.find(layerPlace);
    if (place == std::string_view::npos) {
        return name == pattern;
    }
    const std::string_view before = pattern.substr(0, place);
    const std::string_view after = pattern.substr(place + layerPlace.size());
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after)) {
        return false;
    }
    const std::string_view layer = name.substr(place, name.size() - before.size() - after.size());
    return layer.find_first_not_of("0123456789") == std::string_view::npos;
}

bool ModelFamily::hasClass(std::string_view name) const noexcept
{
    if (!name.starts_with(classPrefix)) {
        return false;
    }
    // GPT-NeoX, a different architecture, begins with the same letters as GPT-Neo.
    constexpr std::array<std::string_view, 3> endings {"For", "Model", "PreTrainedModel"};
    return std::ranges::any_of(endings, [end = name.substr(classPrefix.size())](std::string_view ending) {
        return end.starts_with(ending);
    });
}

std::string_view ModelFamily::withoutPrefix(std::string_view tensorName) const noexcept
{
    return tensorName.starts_with(tensorPrefix) ? tensorName.substr(tensorPrefix.size()) : tensorName;
}

const TensorRow* ModelFamily::find(std::string_view tensorName) const noexcept
{
    const auto found =
        std::ranges::find_if(tensors, [name = withoutPrefix(tensorName)](const TensorRow& tensor) {
            return tensor.matches(name);
        });
    return found == tensors.end() ? nullptr : &*found;
}

const TensorRow& ModelFamily::row(TensorRole role) const
{
    const auto found = std::ranges::find(tensors, role, &TensorRow::role);
    if (found == tensors.end()) {
        throw Error(
            ErrorKind::Internal,
            fmt::format("The family {} has no tensor of the role {}.", title, static_cast<int>(role)));
    }
    return *found;
}

std::string_view ModelFamily::moduleInBlock(TensorRole role) const
{
    const std::string_view pattern = row(role).pattern;
    const std::size_t begin = pattern.find(layerPlace) + layerPlace.size() + 1; // and the dot
    return pattern.substr(begin, pattern.rfind('.') - begin);
}

std::span<const ModelFamily> modelFamilies()
{
    static const std::array families {gptNeoFamily()};
    return families;
}

std::string supportedFamiliesSentence(std::span<const ModelFamily> families)
{
    const std::string list = listed(families, " and ", [](const ModelFamily& family) {
        return fmt::format("{} ({})", family.title, family.modelType);
    });
    return "Bathyscope reads " + list + " models only.";
}

std::string familyTitles(std::span<const ModelFamily> families)
{
    return listed(families, " or ", [](const ModelFamily& family) { return std::string(family.title); });
}

bool isNeededTensor(std::string_view name)
{
    return std::ranges::any_of(modelFamilies(),
                               [name](const ModelFamily& family) { return family.find(name) != nullptr; });
}

} // namespace bathyscope
