// SPDX-License-Identifier: GPL-3.0-or-later
// vocab.json, merges.txt and a text that is encoded with them, with a NUL byte between them.
#include "core/support/Utf8.h"
#include "core/text/Tokenizer.h"
#include "tests/fuzz/Fuzz.h"

#include <cstdlib>

using namespace bathyscope;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::Folder folder;
    std::string_view input = fuzz::textOf(data, size);
    const std::filesystem::path vocabFile = folder.write("vocab.json", fuzz::takePart(input));
    const std::filesystem::path mergesFile = folder.write("merges.txt", fuzz::takePart(input));
    fuzz::mayRefuse([&] {
        const auto tokenizer = Tokenizer::load(vocabFile, mergesFile);
        const std::string text = replaceIllFormedUtf8(input).text;
        if (tokenizer->decode(tokenizer->encode(text)) != text) {
            std::abort();
        }
    });
    return 0;
}
