// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/ProcessMemory.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace bathyscope {

ProcessMemory processMemory()
{
    ProcessMemory memory;
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        std::istringstream fields(line);
        std::string key;
        std::uint64_t kibibytes = 0;
        fields >> key >> kibibytes;
        if (key == "VmRSS:") {
            memory.residentBytes = kibibytes * 1024;
        } else if (key == "VmHWM:") {
            memory.peakResidentBytes = kibibytes * 1024;
        }
    }
    return memory;
}

std::uint64_t machineMemoryBytes()
{
    const long numPages = sysconf(_SC_PHYS_PAGES);
    const long pageBytes = sysconf(_SC_PAGESIZE);
    if (numPages <= 0 || pageBytes <= 0) {
        return 0;
    }
    const auto physical = static_cast<std::uint64_t>(numPages) * static_cast<std::uint64_t>(pageBytes);
    std::uint64_t limit = 0; // "max" where there is none
    std::ifstream("/sys/fs/cgroup/memory.max") >> limit;
    return limit > 0 ? std::min(limit, physical) : physical;
}

} // namespace bathyscope
