// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace bathyscope {

/// A text to be read by a model: valid UTF-8, and where it came from. A value.
struct Document
{
    std::string name; ///< file name, or what the user called it
    std::string origin; ///< of a text by others: source and licence; else empty
    std::string text; ///< valid UTF-8; ill-formed sequences of the source are replaced by U+FFFD; the
                      ///< documents of a collection are separated by `<|endoftext|>`
    std::string sha256; ///< of the source's bytes as they were
    std::size_t numCodePoints = 0; ///< of `text`
    std::size_t numReplaced =
        0; ///< maximal ill-formed byte sequences that were replaced (as Python's errors="replace")
    std::size_t firstReplacedByte =
        0; ///< offset in the source of the first of them; meaningful if numReplaced > 0, as is the next
    std::size_t firstReplacedLine = 0; ///< of the source, counted from 1
    std::size_t numDocuments = 0; ///< separated by `<|endoftext|>`; empty ones do not count
};

/// The field of a JSON lines file that holds its texts where nothing else is asked for.
inline constexpr std::string_view defaultTextField = "text";

/// Makes a document of bytes in memory. A leading byte order mark (UTF-8) is dropped; UTF-16 (by its byte
/// order mark), NUL bytes and a Git LFS pointer are refused as BadFormat: not the text.
[[nodiscard]] Document makeDocument(std::string name, std::string bytes);

/// The same of JSON lines: the strings under `field`, each a text of its own (JsonLines.h). Throws BadFormat,
/// naming the line and what was expected.
[[nodiscard]] Document makeJsonLinesDocument(std::string name, std::string_view bytes,
                                             std::string_view field = defaultTextField);

/// Whether a file's name says that it is JSON lines: .jsonl or .ndjson.
[[nodiscard]] bool isJsonLinesFile(const std::filesystem::path& path);

/// Reads a plain text file (.txt, .md, …) or a JSON lines file; with a `field` it is JSON lines whatever its
/// name. Throws FileMissing, FileUnreadable, BadFormat.
[[nodiscard]] Document readDocument(const std::filesystem::path& path,
                                    const std::optional<std::string>& field = std::nullopt);

} // namespace bathyscope
