// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"

#include <QString>

#include <cstddef>

namespace bathyscope::ui {

/// A token between what stands around it in its window, of which the model has seen nothing else before it.
struct TokenExcerpt
{
    QString before; ///< from the window's first token on at the earliest
    QString token;
    QString after; ///< to the window's last token at the latest
    bool operator==(const TokenExcerpt&) const = default;
};

/// With that many tokens on either side; characters as shownText() shows them.
[[nodiscard]] TokenExcerpt tokenExcerpt(const TokenTexts& tokens, std::size_t token,
                                        std::size_t numAround = 12);

/// As one text: "in the [house] of".
[[nodiscard]] QString excerptText(const TokenExcerpt& excerpt);

} // namespace bathyscope::ui
