// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace bathyscope::ui {

struct LibraryRun;

/// The name that the user gave it, else runOriginText().
[[nodiscard]] QString runNameText(const LibraryRun& run);

/// "sample-12 · poem.txt".
[[nodiscard]] QString runOriginText(const LibraryRun& run);

/// "8,192 tokens · finished · not saved", and the origin where the name does not say it.
[[nodiscard]] QString runDetailsText(const LibraryRun& run);

} // namespace bathyscope::ui
