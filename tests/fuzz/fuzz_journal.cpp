// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a run that was cut off: what the run is, and its first layer. Four bytes say how long the
// first file is.
#include "core/files/RunJournal.h"
#include "tests/fuzz/Fuzz.h"

#include <cstring>

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    std::uint32_t runBytes = 0;
    if (size < sizeof runBytes) {
        return 0;
    }
    std::memcpy(&runBytes, data, sizeof runBytes);
    const std::string_view input = fuzz::textOf(data, size).substr(sizeof runBytes);
    const std::size_t border = std::min<std::size_t>(runBytes, input.size());
    static_cast<void>(folder.write("run.safetensors", input.substr(0, border)));
    static_cast<void>(folder.write("layer-000.safetensors", input.substr(border)));
    fuzz::mayRefuse([] { static_cast<void>(summarizeJournal(folder.path())); });
    fuzz::mayRefuse([] { static_cast<void>(readJournal(folder.path())); });
    return 0;
}
