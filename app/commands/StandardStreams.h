// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bathyscope::app {

/// Everything that standard input gives. Throws Error (FileUnreadable).
[[nodiscard]] std::string readStandardInput();

/// Writes all of it. Throws Error (FileUnwritable), for instance on a full disk or a closed pipe.
void writeStandardOutput(std::string_view text);

/// Writes all of it to an open file; `name` is what the error calls it.
void writeToDescriptor(int descriptor, std::string_view bytes, const std::string& name);

/// A line for a person on standard error, after the program's name.
void complain(std::string_view sentence);

} // namespace bathyscope::app
