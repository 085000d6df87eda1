// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what the fuzz targets begin with: `fuzz_seeds FOLDER` makes a folder for each target. From
// tests/data, and from a made-up run of two small layers.
#include "core/files/RunFile.h"
#include "core/files/RunJournal.h"
#include "core/text/ByteAlphabet.h"
#include "tests/support/SafetensorsParts.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

namespace fs = std::filesystem;

/// One seed of a target.
void seed(const fs::path& folder, const char* target, const char* name, const std::string& bytes)
{
    fs::create_directories(folder / target);
    writeBytes(folder / target / name, bytes);
}

std::string headerOf(const std::string& safetensors)
{
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, safetensors.data(), sizeof headerBytes);
    return safetensors.substr(sizeof headerBytes, headerBytes);
}

void seedRuns(const fs::path& folder)
{
    const ScriptedRun scripted({.numLayers = 2, .numNeurons = 8, .numTokens = 32, .windowLength = 8});
    const fs::path file = folder / "run.safetensors";
    writeRunFile(file, *scripted.finished());
    const std::string run = readBytes(file);
    seed(folder, "fuzz_run_file", "run", run);
    seed(folder, "fuzz_safetensors_file", "run", run);
    const nlohmann::json metadata {{"__metadata__", partsOf(file).header.at("__metadata__")}};
    seed(folder, "fuzz_run_metadata", "run", metadata.dump());
    fs::remove(file);

    const fs::path journal = folder / "journal";
    RunJournal(journal).keep(scripted.finished()); // written when it ends
    const std::string description = readBytes(journal / "run.safetensors");
    const auto size = static_cast<std::uint32_t>(description.size());
    seed(folder, "fuzz_journal", "run",
         std::string(reinterpret_cast<const char*>(&size), sizeof size) + description
             + readBytes(journal / "layer-000.safetensors"));
    fs::remove_all(journal);
}

void seedModel(const fs::path& folder)
{
    const std::string expected = readBytes(testData("tiny-gpt-neo/expected.safetensors"));
    seed(folder, "fuzz_safetensors_header", "expected", headerOf(expected));
    seed(folder, "fuzz_safetensors_header", "weights",
         headerOf(readBytes(testData("tiny-gpt-neo/model.safetensors"))));
    SafetensorsParts small;
    small.header = nlohmann::json::parse(R"({"__metadata__":{"format":"pt"},
        "a":{"dtype":"F32","shape":[2,4],"data_offsets":[0,32]},"b":{"dtype":"F16","shape":[],"data_offsets":[32,34]},
        "c":{"dtype":"U8","shape":[30,0],"data_offsets":[34,34]},"d":{"dtype":"I64","shape":[2],"data_offsets":[34,50]}})");
    small.data = std::string(50, '\1');
    seed(folder, "fuzz_safetensors_file", "small", small.bytes());
    seed(folder, "fuzz_safetensors_header", "small", small.header.dump());
    seed(folder, "fuzz_config", "tiny", readBytes(testData("tiny-gpt-neo/config.json")));
    seed(
        folder, "fuzz_shard_index", "two",
        R"({"metadata":{"total_size":8},"weight_map":{"a":"model-1.safetensors","b":"model-2.safetensors"}})");
}

/// Every byte a token, and two merges.
void seedTokenizer(const fs::path& folder)
{
    const ByteAlphabet alphabet;
    nlohmann::json vocabulary;
    for (int byte = 0; byte < 256; ++byte) {
        vocabulary[alphabet.letter(static_cast<std::uint8_t>(byte))] = byte;
    }
    vocabulary["th"] = 256;
    vocabulary["the"] = 257;
    vocabulary["<|endoftext|>"] = 258;
    std::string input = vocabulary.dump();
    input += '\0';
    input += "#version: 0.2\nt h\nth e\n";
    input += '\0';
    input += "the thaw, độ<|endoftext|>th";
    seed(folder, "fuzz_tokenizer", "small", input);
}

void seedTexts(const fs::path& folder)
{
    seed(folder, "fuzz_corpus", "lines",
         "{\"text\":\"One \\u1ed9\",\"id\":1e3}\n{\"a\":[null,{}],\"text\":\"two\"}\n");
    seed(folder, "fuzz_corpus", "text", "\xEF\xBB\xBFPlain <|endoftext|> text.\r\n\xE1\xBB");
    constexpr std::array filters {"r < -0.2 and q < 0.05", "abs(r) > 0.3 or not (mean > 0)",
                                  "neuron in 10..20", "-0.1 <= partial - r < 0.1 and defined(q)"};
    for (std::size_t i = 0; i < filters.size(); ++i) {
        seed(folder, "fuzz_filter", std::to_string(i).c_str(), filters.at(i));
    }
    seed(
        folder, "fuzz_hub", "rows",
        R"({"rows":[{"row_idx":0,"row":{"text":"A page."},"truncated_cells":[]},{"row":{"text":"x"},"truncated_cells":["text"]}]})");
    seed(folder, "fuzz_hub", "headers",
         "x-repo-commit:0123456789abcdef0123456789abcdef01234567\n"
         "x-linked-etag:\"da750bb605650be39b322936e103ad9af95779ff9dd81dcc410cf29ba34f6c22\"\nx-linked-size:"
         "6994456\n"
         "etag:W/\"0123456789abcdef0123456789abcdef01234567\"\ncontent-length:12");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "fuzz_seeds FOLDER\n";
        return 2;
    }
    const fs::path folder = argv[1];
    fs::create_directories(folder);
    seedRuns(folder);
    seedModel(folder);
    seedTokenizer(folder);
    seedTexts(folder);
    return 0;
}
