// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ProbeRoom.h"

#include "core/support/BytesText.h"
#include "core/support/ScratchFile.h"

#include <fmt/format.h>

namespace bathyscope {

std::string ProbeRoom::problem() const
{
    if (neededBytes > maxProbeBytes) {
        return fmt::format("Single neurons cannot be looked at after this run: what that needs would take {} "
                           "of disk space, more than the {} that are allowed; choose fewer tokens.",
                           bytesText(neededBytes), bytesText(maxProbeBytes));
    }
    if (freeBytes && neededBytes + spaceLeftToOthers > *freeBytes) {
        return fmt::format("Single neurons cannot be looked at after this run: what that needs takes {} of "
                           "disk space in {}, where {} are free and {} are left to others; free some space, "
                           "choose fewer tokens, or set XDG_CACHE_HOME to a folder with more room.",
                           bytesText(neededBytes), ScratchFile::defaultFolder().string(),
                           bytesText(*freeBytes), bytesText(spaceLeftToOthers));
    }
    return {};
}

} // namespace bathyscope
