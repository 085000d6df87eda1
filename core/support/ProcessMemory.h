// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace bathyscope {

/// Resident set of this process in bytes, now and at its highest (Linux: VmRSS and VmHWM; 0 where unknown).
struct ProcessMemory
{
    std::uint64_t residentBytes = 0;
    std::uint64_t peakResidentBytes = 0;
};

[[nodiscard]] ProcessMemory processMemory();

} // namespace bathyscope
