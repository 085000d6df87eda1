// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/VisibleText.h"

#include <QString>

#include <filesystem>

namespace bathyscope::ui {

/// A path, or the name of a file, as it is shown: visible (VisibleText.h). A file is never opened by it.
[[nodiscard]] inline QString shownPath(const std::filesystem::path& path)
{
    return QString::fromStdString(visibleText(path.native()));
}

} // namespace bathyscope::ui
