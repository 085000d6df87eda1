// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"

namespace bathyscope {

/// The exception that is being handled, as an Error: what an Error says stays as it is, memory that ran out,
/// a file system that failed, and a system that refused a thread get their kind and sentence, anything else
/// is Internal. Called in a catch block, where exceptions of all kinds end.
[[nodiscard]] Error currentError();

} // namespace bathyscope
