// SPDX-License-Identifier: GPL-3.0-or-later
// A whole safetensors file, every tensor read as every type.
#include "core/checkpoint/SafetensorsFile.h"
#include "tests/fuzz/Fuzz.h"

#include <span>
#include <vector>

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    const std::filesystem::path path = folder.write("x.safetensors", fuzz::textOf(data, size));
    fuzz::mayRefuse([&path] {
        const SafetensorsFile file(path);
        for (const TensorView& tensor : file.tensors()) {
            fuzz::mayRefuse([&] { static_cast<void>(file.readDoubles(tensor)); });
            fuzz::mayRefuse([&] { static_cast<void>(file.readIntegers(tensor)); });
            fuzz::mayRefuse([&] {
                std::vector<float> values(tensor.numElements());
                file.readFloats(tensor, 0, values);
            });
        }
    });
    return 0;
}
