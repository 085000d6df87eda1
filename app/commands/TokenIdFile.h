// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"

#include <string>
#include <string_view>

namespace bathyscope::app {

/// Token ids of `--ids`: a JSON array of ids, or an array of such arrays, one a window. Throws Error
/// (BadFormat) saying which entry is wrong and how.
[[nodiscard]] TokenIdLists parseTokenIds(std::string name, std::string_view json);

} // namespace bathyscope::app
