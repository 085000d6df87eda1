// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/TorchFailure.h"

#include "core/support/Error.h"

#include <fmt/format.h>

namespace bathyscope {

void throwTorchFailure(const c10::Error& problem, const std::string& memorySentence)
{
    const std::string what = problem.what_without_backtrace();
    if (what.find("alloc") != std::string::npos || what.find("out of memory") != std::string::npos) {
        throw Error(ErrorKind::OutOfMemory, memorySentence);
    }
    throw Error(ErrorKind::Internal, fmt::format("libtorch failed: {}", what));
}

} // namespace bathyscope
