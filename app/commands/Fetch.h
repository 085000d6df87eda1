// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Fetches a model into the Hugging Face cache, with progress on standard error, and prints its folder on
/// standard output. Interrupted, it keeps what has come. Throws Error.
[[nodiscard]] ExitStatus fetch(const FetchOptions& options);

} // namespace bathyscope::app
