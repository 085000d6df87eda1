// SPDX-License-Identifier: GPL-3.0-or-later
// The metadata of a run file: a safetensors header without tensors.
#include "core/checkpoint/SafetensorsHeader.h"
#include "core/files/RunMetadata.h"
#include "tests/fuzz/Fuzz.h"

#include <cstdlib>

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::mayRefuse([json = fuzz::textOf(data, size)] {
        const std::uint64_t dataBegin = 8 + json.size();
        const SafetensorsHeader header = parseSafetensorsHeader(json, dataBegin, dataBegin, "x.safetensors");
        const ParsedRunMetadata parsed = parseRunMetadata(header.metadata, "x.safetensors");
        if (parsed.info.modelName.size() > maxNameBytes
            || visibleText(parsed.info.modelName) != parsed.info.modelName) {
            std::abort();
        }
    });
    return 0;
}
