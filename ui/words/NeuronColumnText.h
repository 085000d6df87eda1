// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPointText.h"
#include "core/statistics/NeuronStatistic.h"

#include <QString>

namespace bathyscope::ui {

/// What stands at the head of a statistic's column, in the application's language: "sd". Filters understand
/// it.
[[nodiscard]] QString neuronColumnTitle(const NeuronStatistic& statistic);

/// The same for the column with the numbers of neurons or dimensions.
[[nodiscard]] QString neuronNumberTitle(HookElement element);

} // namespace bathyscope::ui
