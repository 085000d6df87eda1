// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ProbeRoom.h"

#include "core/support/ScratchFile.h"

#include <fmt/format.h>

namespace bathyscope {

namespace {

std::string sizeText(std::uint64_t bytes)
{
    const auto size = static_cast<double>(bytes);
    return size < 1e9 ? fmt::format("{:.0f} MB", size / 1e6) : fmt::format("{:.1f} GB", size / 1e9);
}

} // namespace

std::string ProbeRoom::problem() const
{
    if (neededBytes > maxProbeBytes) {
        return fmt::format("Single neurons cannot be looked at after this run: what that needs would take {} "
                           "of disk space, more than the {} that are allowed; choose fewer tokens.",
                           sizeText(neededBytes), sizeText(maxProbeBytes));
    }
    if (freeBytes && neededBytes + spaceLeftToOthers > *freeBytes) {
        return fmt::format("Single neurons cannot be looked at after this run: what that needs takes {} of "
                           "disk space in {}, where {} are free and {} are left to others; free some space, "
                           "choose fewer tokens, or set XDG_CACHE_HOME to a folder with more room.",
                           sizeText(neededBytes), ScratchFile::defaultFolder().string(), sizeText(*freeBytes),
                           sizeText(spaceLeftToOthers));
    }
    return {};
}

} // namespace bathyscope
