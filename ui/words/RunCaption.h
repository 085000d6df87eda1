// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace bathyscope {
struct AnalysisSnapshot;
}

namespace bathyscope::ui {

/// One line that says where a figure comes from: program and version, model and text with the beginnings of
/// their digests, tokens and windows, hook point, the settings that its numbers depend on, when, and how far
/// an unfinished run had come. Numbers follow the default QLocale.
[[nodiscard]] QString runCaption(const AnalysisSnapshot& snapshot);

} // namespace bathyscope::ui
