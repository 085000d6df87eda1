// SPDX-License-Identifier: GPL-3.0-or-later
// A model's config.json.
#include "core/checkpoint/ModelConfig.h"
#include "tests/fuzz/Fuzz.h"

#include <cstdlib>

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::mayRefuse([text = fuzz::textOf(data, size)] {
        const ModelConfig config = ModelConfig::parse(std::string(text), "config.json");
        if (config.keysSeen.size() != config.numLayers
            || config.headDim() * config.numHeads != config.hiddenSize) {
            std::abort(); // what everything behind relies on
        }
    });
    return 0;
}
