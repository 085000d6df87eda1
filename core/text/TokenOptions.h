// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bathyscope {

/// What counts of a token, and which tokens count. Tokens that are left out are read by the model all the
/// same.
struct TokenOptions
{
    bool countsLeadingSpace = true; ///< a leading space is one code point of the token's length
    bool skipsFirst = false; ///< the first token of each window is left out of the statistics
    bool skipsNewlines = false; ///< so are tokens that contain a line feed or carriage return

    bool operator==(const TokenOptions&) const = default;
};

} // namespace bathyscope
