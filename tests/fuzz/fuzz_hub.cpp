// SPDX-License-Identifier: GPL-3.0-or-later
// What servers answer: the dataset server's rows, and the headers that a hub sends of a file, one a line.
#include "core/support/Utf8.h"
#include "core/text/JsonLines.h"
#include "tests/fuzz/Fuzz.h"
#include "ui/hub/BlobDigest.h"
#include "ui/hub/FineWebRows.h"
#include "ui/hub/HubFileInfo.h"

#include <cstdlib>

using namespace bathyscope;

namespace {

ui::HttpAnswer answerOf(std::string_view lines)
{
    ui::HttpAnswer answer {.status = 200};
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = lines.substr(0, end);
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view value = line.substr(std::min(colon + 1, line.size()));
        answer.headers.emplace(QByteArray(line.data(), static_cast<qsizetype>(colon)),
                               QByteArray(value.data(), static_cast<qsizetype>(value.size())));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return answer;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes = fuzz::textOf(data, size);
    fuzz::mayRefuse([bytes] {
        const std::string lines =
            ui::jsonLinesOfRows(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())), "host");
        static_cast<void>(readJsonLines(lines, "text", "x.jsonl")); // every line is what it should be
    });
    if (const auto info = ui::hubFileInfo(answerOf(bytes)); info && !ui::isBlobName(info->etag)) {
        std::abort(); // it becomes the name of a file
    }
    return 0;
}
