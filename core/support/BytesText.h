// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace bathyscope {

/// An amount of memory or disk space in plain English, with the decimals of either unit (powers of ten):
/// "512 MB", "1.2 GB".
[[nodiscard]] std::string bytesText(std::uint64_t bytes, int megabyteDecimals = 0, int gigabyteDecimals = 1);

} // namespace bathyscope
