// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON header of a safetensors file, for a file of a megabyte of data.
#include "core/checkpoint/SafetensorsHeader.h"
#include "tests/fuzz/Fuzz.h"

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::uint64_t dataBytes = 1U << 20U;
    fuzz::mayRefuse([json = fuzz::textOf(data, size)] {
        const std::uint64_t dataBegin = 8 + json.size();
        static_cast<void>(parseSafetensorsHeader(json, dataBegin, dataBegin + dataBytes, "x.safetensors"));
    });
    return 0;
}
