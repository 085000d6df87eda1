// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Finding.h"

#include <string>

namespace bathyscope {

/// A number as it stands in English texts, in the C locale: "12", "0.050", "31 %".
[[nodiscard]] std::string findingNumberText(const FindingNumber& number);

} // namespace bathyscope
