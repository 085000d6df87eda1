// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace bathyscope::ui {

struct LibraryRun;

/// "sample-12 · poem.txt".
[[nodiscard]] QString runNameText(const LibraryRun& run);

/// "8,192 tokens · finished · not saved".
[[nodiscard]] QString runDetailsText(const LibraryRun& run);

} // namespace bathyscope::ui
