// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Excerpt.h"

#include "core/support/VisibleText.h"

#include <algorithm>
#include <cstddef>

namespace bathyscope {

namespace {

constexpr std::size_t maxExcerptBytes = 80;

} // namespace

std::string excerpt(std::string_view text)
{
    std::string shown = visibleText(text, maxExcerptBytes);
    std::ranges::replace(shown, '"', '\''); // the message's own quotes
    return '"' + shown + '"';
}

} // namespace bathyscope
