// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/util/Exception.h>

#include <string>

namespace bathyscope {

/// Throws what libtorch says as an Error: OutOfMemory with `memorySentence` where it could not allocate,
/// which it reports as an error of its own, else Internal.
[[noreturn]] void throwTorchFailure(const c10::Error& problem, const std::string& memorySentence);

} // namespace bathyscope
