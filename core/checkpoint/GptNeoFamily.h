// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelFamily.h"

namespace bathyscope {

/// GPT-Neo (Black et al. 2021): the row of modelFamilies().
[[nodiscard]] ModelFamily gptNeoFamily();

} // namespace bathyscope
