// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace bathyscope {

/// A text to be read by a model: valid UTF-8, and where it came from. A value.
struct Document
{
    std::string name; ///< file name, or what the user called it
    std::string text; ///< valid UTF-8; ill-formed sequences of the source are replaced by U+FFFD
    std::string sha256; ///< of the source's bytes as they were
    std::size_t numCodePoints = 0; ///< of `text`
    std::size_t numReplaced =
        0; ///< maximal ill-formed byte sequences that were replaced (as Python's errors="replace")
    std::size_t firstReplacedByte =
        0; ///< offset in the source of the first of them; meaningful if numReplaced > 0
};

/// Makes a document of bytes in memory. A leading byte order mark (UTF-8) is dropped; UTF-16 (by its byte
/// order mark) and NUL bytes are refused as BadFormat: not a text file.
[[nodiscard]] Document makeDocument(std::string name, std::string bytes);

/// Reads a .txt or other plain text file. Throws FileMissing, FileUnreadable, BadFormat.
[[nodiscard]] Document readDocument(const std::filesystem::path& path);

} // namespace bathyscope
