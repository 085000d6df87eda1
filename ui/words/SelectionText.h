// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/Selection.h"

#include <QString>

namespace bathyscope::ui {

/// "Layer 7 · neuron 1,234 · token 40", with the words of the run's hook point; nothing of an empty
/// selection. `info` may be null.
[[nodiscard]] QString selectionText(const Selection& selection, const RunInfo* info);

} // namespace bathyscope::ui
