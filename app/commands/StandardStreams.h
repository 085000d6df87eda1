// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bathyscope::app {

/// Puts something in the place of a standard stream that the program was started without, so that no file
/// that is opened later gets its number and what is meant for it. Using the stream stays an error. To be
/// called first.
void openMissingStandardStreams();

/// Everything that standard input gives. Throws Error (FileUnreadable).
[[nodiscard]] std::string readStandardInput();

/// Writes all of it. Throws Error (FileUnwritable), for instance on a full disk or a closed pipe.
void writeStandardOutput(std::string_view text);

/// Closes it: what the system has put off until then is known now. Throws Error (FileUnwritable). To be
/// called last.
void closeStandardOutput();

/// Writes all of it to an open file; `name` is what the error calls it.
void writeToDescriptor(int descriptor, std::string_view bytes, const std::string& name);

/// A line for a person on standard error, after the program's name. Bytes that are not UTF-8, as in the name
/// of a file, are spelled out.
void complain(std::string_view sentence);

} // namespace bathyscope::app
