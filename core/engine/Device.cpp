// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Device.h"

#include <ATen/ATen.h>

namespace bathyscope {

bool isCudaAvailable()
{
    return at::hasCUDA();
}

} // namespace bathyscope
