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

/// Memory that this machine, or the control group of this process, has for it in bytes; 0 where unknown.
[[nodiscard]] std::uint64_t machineMemoryBytes();

} // namespace bathyscope
