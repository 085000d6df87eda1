// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/ProcessMemory.h"

#include <fstream>
#include <sstream>
#include <string>

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

} // namespace bathyscope
