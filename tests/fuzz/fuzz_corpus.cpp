// SPDX-License-Identifier: GPL-3.0-or-later
// A text, as plain text and as JSON lines.
#include "core/support/Utf8.h"
#include "core/text/Corpus.h"
#include "core/text/JsonLines.h"
#include "tests/fuzz/Fuzz.h"

#include <cstdlib>

using namespace bathyscope;

namespace {

void requireUtf8(const Document& document)
{
    if (wellFormedPrefixSize(document.text) != document.text.size()) {
        std::abort();
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes = fuzz::textOf(data, size);
    fuzz::mayRefuse([bytes] { requireUtf8(makeDocument("x.txt", std::string(bytes))); });
    fuzz::mayRefuse([bytes] { requireUtf8(makeJsonLinesDocument("x.jsonl", bytes)); });
    fuzz::mayRefuse([bytes] { static_cast<void>(jsonLinesFields(bytes)); });
    return 0;
}
