// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/FloatConversion.h"
#include "core/support/Resources.h"
#include "tests/support/SafetensorsParts.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace bathyscope::test {

/// Copies sample-12 into a folder; `change` may alter its weights on the way.
inline void changeSampleModel(const std::filesystem::path& folder,
                              const std::function<void(SafetensorsParts& weights)>& change)
{
    const std::filesystem::path model = resourcesFolder() / "sample-models" / "sample-12";
    std::filesystem::create_directories(folder);
    for (const char* name : {"config.json", "vocab.json", "merges.txt"}) {
        std::filesystem::copy_file(model / name, folder / name,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    SafetensorsParts weights = partsOf(model / "model.safetensors");
    change(weights);
    writeBytes(folder / "model.safetensors", weights.bytes());
}

/// Turns a tensor from half precision into bfloat16, whose numbers go as far as those of float32.
inline void toBfloat16(SafetensorsParts& weights, const std::string& tensor)
{
    const std::size_t begin = weights.header.at(tensor).at("data_offsets").at(0).get<std::size_t>();
    const std::size_t end = weights.header.at(tensor).at("data_offsets").at(1).get<std::size_t>();
    std::vector<float> values((end - begin) / 2);
    const auto bytes = std::as_bytes(std::span(weights.data)).subspan(begin, end - begin);
    convertHalfToFloat(bytes.data(), values);
    std::vector<std::uint16_t> rounded(values.size());
    convertFloatToBfloat16(values, rounded);
    for (std::size_t i = 0; i < rounded.size(); ++i) {
        weights.set(tensor, i, rounded[i]);
    }
    weights.header.at(tensor).at("dtype") = "BF16";
}

/// One value of such a tensor.
inline void setBfloat16(SafetensorsParts& weights, const std::string& tensor, std::size_t index, float value)
{
    const std::array<float, 1> values {value};
    std::array<std::uint16_t, 1> rounded {};
    convertFloatToBfloat16(values, rounded);
    weights.set(tensor, index, rounded[0]);
}

/// Finite weights that overflow: block `layer` adds 3e38 to one dimension, the variance of which is infinite,
/// so that every activation is NaN from the next layer on.
inline void overflowBehind(SafetensorsParts& weights, std::size_t layer)
{
    const std::string bias = "transformer.h." + std::to_string(layer) + ".mlp.c_proj.bias";
    toBfloat16(weights, bias);
    setBfloat16(weights, bias, 0, 3e38F);
}

} // namespace bathyscope::test
