// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace bathyscope::ui {

/// The text with everything that XML cannot hold (control characters, halves of surrogate pairs), and what
/// would turn the direction of the text that follows, replaced by U+FFFD: names of files may be any bytes.
[[nodiscard]] QString xmlText(QString text);

} // namespace bathyscope::ui
