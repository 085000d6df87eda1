// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace bathyscope {

/// Index into a model's vocabulary.
using TokenId = std::int32_t;

} // namespace bathyscope
