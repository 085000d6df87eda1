// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/Theme.h"

#include <QIcon>
#include <QString>

namespace bathyscope::ui {

/// A monochrome icon of resources/icons by its name without suffix, drawn at any size in the theme's colour
/// of the moment. GUI thread.
[[nodiscard]] QIcon icon(const QString& name, ThemeColor color = ThemeColor::Text);

/// The program's own icon, in colours.
[[nodiscard]] QIcon programIcon();

} // namespace bathyscope::ui
