// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/BytesText.h"

#include <fmt/format.h>

namespace bathyscope {

std::string bytesText(std::uint64_t bytes, int megabyteDecimals, int gigabyteDecimals)
{
    constexpr double nearlyOneGigabyte = 9.995e8; // which is not 1000 MB
    const auto size = static_cast<double>(bytes);
    return size < nearlyOneGigabyte ? fmt::format("{:.{}f} MB", size / 1e6, megabyteDecimals)
                                    : fmt::format("{:.{}f} GB", size / 1e9, gigabyteDecimals);
}

} // namespace bathyscope
