// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Corpus.h"

#include "core/support/Error.h"
#include "core/support/KeptName.h"
#include "core/support/MistakenFile.h"
#include "core/support/Sha256.h"
#include "core/support/Utf8.h"
#include "core/text/FileBytes.h"
#include "core/text/JsonLines.h"
#include "core/text/PreTokens.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace bathyscope {
namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16LittleEndianMark = "\xFF\xFE"; // begins UTF-32's mark, too
constexpr std::string_view utf16BigEndianMark = "\xFE\xFF";

std::size_t lineOf(std::string_view bytes, std::size_t offset)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(bytes.substr(0, offset), '\n'));
}

void refuseOtherThanText(const std::string& name, std::string_view bytes)
{
    if (const std::string pointer = lfsPointerContent(bytes); !pointer.empty()) {
        throw Error(ErrorKind::BadFormat, "The text " + name + " " + pointer);
    }
    if (bytes.starts_with(utf16LittleEndianMark) || bytes.starts_with(utf16BigEndianMark)) {
        throw Error(
            ErrorKind::BadFormat,
            "The text " + name
                + " is encoded in UTF-16 or UTF-32 (its byte order mark says so), and UTF-8 is expected; "
                  "save it as UTF-8.");
    }
    if (const std::size_t zero = bytes.find('\0'); zero != std::string_view::npos) {
        const std::size_t line = lineOf(bytes, zero);
        throw Error(ErrorKind::BadFormat,
                    name + " is not a text file: byte " + std::to_string(zero) + " is zero (in line "
                        + std::to_string(line) + "), which no text in UTF-8 contains.");
    }
}

std::size_t numDocumentsIn(std::string_view text)
{
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(endOfTextMarker), text.size());
        count += end > 0 ? 1 : 0;
        text.remove_prefix(std::min(end + endOfTextMarker.size(), text.size()));
    }
    return count;
}

std::string_view withoutMark(std::string_view bytes)
{
    return bytes.substr(bytes.starts_with(utf8Mark) ? utf8Mark.size() : 0);
}

} // namespace

Document makeDocument(std::string name, std::string bytes)
{
    refuseOtherThanText(name, bytes);
    Document document;
    document.name = std::move(name);
    document.sha256 = sha256Of(bytes);
    const std::size_t markBytes = bytes.size() - withoutMark(bytes).size();
    if (wellFormedPrefixSize(bytes) == bytes.size()) {
        bytes.erase(0, markBytes);
        document.text = std::move(bytes);
    } else {
        document.firstReplacedLine = lineOf(bytes, wellFormedPrefixSize(bytes));
        Utf8Replacement replacement = replaceIllFormedUtf8(std::string_view(bytes).substr(markBytes));
        document.text = std::move(replacement.text);
        document.numReplaced = replacement.numReplaced;
        document.firstReplacedByte = replacement.firstReplacedByte + markBytes;
    }
    document.numCodePoints = countCodePoints(document.text);
    document.numDocuments = numDocumentsIn(document.text);
    return document;
}

Document makeJsonLinesDocument(std::string name, std::string_view bytes, std::string_view field)
{
    refuseOtherThanText(name, bytes);
    if (const std::string mistaken = mistakenContent(bytes); !mistaken.empty()) {
        throw Error(ErrorKind::BadFormat, "The text " + name + " " + mistaken);
    }
    Document document;
    document.sha256 = sha256Of(bytes);
    const std::string_view lines = withoutMark(bytes);
    const JsonLinesTexts read = readJsonLines(lines, field, name);
    if (read.numReplaced > 0) {
        document.numReplaced = read.numReplaced;
        document.firstReplacedByte = bytes.size() - lines.size() + read.firstReplacedByte;
        document.firstReplacedLine = lineOf(bytes, document.firstReplacedByte);
    }
    for (const std::string& text : read.texts) {
        if (!document.text.empty() && !text.empty()) {
            document.text += endOfTextMarker;
        }
        document.text += text;
    }
    document.name = std::move(name);
    document.numCodePoints = countCodePoints(document.text);
    document.numDocuments = numDocumentsIn(document.text);
    return document;
}

bool isJsonLinesFile(const std::filesystem::path& path)
{
    std::string suffix = path.extension().string();
    std::ranges::transform(suffix, suffix.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return suffix == ".jsonl" || suffix == ".ndjson";
}

Document readDocument(const std::filesystem::path& path, const std::optional<std::string>& field)
{
    std::string bytes = readFileBytes(path);
    std::string name = keptName(path.filename());
    return field || isJsonLinesFile(path)
        ? makeJsonLinesDocument(std::move(name), bytes, field ? std::string_view(*field) : defaultTextField)
        : makeDocument(std::move(name), std::move(bytes));
}

} // namespace bathyscope
