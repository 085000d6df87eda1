// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bathyscope {

/// Text from a file, fit to be shown in a message: in double quotes, control characters and quotes as '?',
/// and at most 80 bytes of it (cut between UTF-8 characters, marked with "...").
[[nodiscard]] std::string excerpt(std::string_view text);

} // namespace bathyscope
