// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Corpus.h"

#include "core/support/Error.h"
#include "core/support/Sha256.h"
#include "core/text/FileBytes.h"
#include "core/text/Utf8.h"

#include <string_view>
#include <utility>

namespace bathyscope {
namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16LittleEndianMark = "\xFF\xFE"; // begins UTF-32's mark, too
constexpr std::string_view utf16BigEndianMark = "\xFE\xFF";

void refuseOtherThanText(const std::string& name, std::string_view bytes)
{
    if (bytes.starts_with(utf16LittleEndianMark) || bytes.starts_with(utf16BigEndianMark)) {
        throw Error(
            ErrorKind::BadFormat,
            "The text " + name
                + " is encoded in UTF-16 or UTF-32 (its byte order mark says so), and UTF-8 is expected; "
                  "save it as UTF-8.");
    }
    if (const std::size_t zero = bytes.find('\0'); zero != std::string_view::npos) {
        throw Error(ErrorKind::BadFormat,
                    name + " is not a text file: byte " + std::to_string(zero)
                        + " is zero, which no text in UTF-8 contains.");
    }
}

} // namespace

Document makeDocument(std::string name, std::string bytes)
{
    refuseOtherThanText(name, bytes);
    Document document;
    document.name = std::move(name);
    document.sha256 = sha256Of(bytes);
    const std::size_t markBytes = bytes.starts_with(utf8Mark) ? utf8Mark.size() : 0;
    if (wellFormedPrefixSize(bytes) == bytes.size()) {
        bytes.erase(0, markBytes);
        document.text = std::move(bytes);
    } else {
        Utf8Replacement replacement = replaceIllFormedUtf8(std::string_view(bytes).substr(markBytes));
        document.text = std::move(replacement.text);
        document.numReplaced = replacement.numReplaced;
        document.firstReplacedByte = replacement.firstReplacedByte + markBytes;
    }
    document.numCodePoints = countCodePoints(document.text);
    return document;
}

Document readDocument(const std::filesystem::path& path)
{
    return makeDocument(path.filename().string(), readFileBytes(path));
}

} // namespace bathyscope
