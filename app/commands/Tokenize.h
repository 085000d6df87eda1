// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Prints a text's tokens. Throws Error.
[[nodiscard]] ExitStatus tokenize(const TokenizeOptions& options);

} // namespace bathyscope::app
