// SPDX-License-Identifier: GPL-3.0-or-later
// A run file, and what is made of one that is accepted: tables, a comparison with itself, the file written
// again.
#include "core/files/RunFile.h"
#include "core/files/RunTables.h"
#include "core/findings/RunComparison.h"
#include "tests/fuzz/Fuzz.h"

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    const std::filesystem::path path = folder.write("x.safetensors", fuzz::textOf(data, size));
    fuzz::mayRefuse([&path] {
        const std::shared_ptr<const AnalysisSnapshot> run = readRunFile(path);
        for (const std::string_view name : runTableNames()) {
            fuzz::mayRefuse([&] { static_cast<void>(runTableCsv(*run, parseRunTable(name).value())); });
        }
        fuzz::mayRefuse([&] { static_cast<void>(compareRuns(*run, *run)); });
        fuzz::mayRefuse([&] { writeRunFile(folder.path() / "again.safetensors", *run); });
    });
    return 0;
}
