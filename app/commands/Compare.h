// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Compares two run files: a table on standard output, or JSON into a file. Throws Error.
[[nodiscard]] ExitStatus compare(const CompareOptions& options);

} // namespace bathyscope::app
