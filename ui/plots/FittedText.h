// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

namespace bathyscope::ui {

/// A text in as many lines as its width asks for, at most `mostLines`: broken between words, within a word
/// where that alone is too wide, and ended by "…" where even so it does not fit. Line feeds in it are kept.
/// `width` in the font's pixels.
[[nodiscard]] QString fittedText(const QString& text, const QFont& font, int width, int mostLines);

} // namespace bathyscope::ui
