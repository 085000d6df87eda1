// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"
#include "ui/tokens/TokenColoring.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <string_view>

namespace bathyscope::ui {

/// A token as it is read out: “ the” with marks for what cannot be seen, or the bytes ⟨F0 9F⟩ of part of a
/// character. Of a long one its beginning.
[[nodiscard]] QString quotedToken(std::string_view bytes);

/// What is known of a token: text, place, id, length, count, and its value where there is one.
[[nodiscard]] QString tokenReading(const TokenTexts& tokens, std::size_t token,
                                   std::optional<float> value = std::nullopt,
                                   const TokenColoring& coloring = {});

} // namespace bathyscope::ui
