// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FrequencyControl.h"

#include <QString>
#include <QStringList>

#include <optional>

/// The table of length or frequency, a row a layer: pure functions, tested by value.
namespace bathyscope::ui {

/// Of its columns: medians of r, what survives, discoveries, beyond frequency.
[[nodiscard]] QStringList confoundHeads();

/// One cell a column; empty where the layer is not finished, a dash where a value is not defined.
[[nodiscard]] QStringList confoundCells(const std::optional<FrequencyControl>& control);

/// What the columns mean.
[[nodiscard]] QString confoundTableNote(const AnalysisSnapshot& run);

} // namespace bathyscope::ui
