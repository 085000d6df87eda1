// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace bathyscope::ui {

/// "0.8 s", "12 s", "3 min 05 s"; below 10 s with a digit behind the point.
[[nodiscard]] QString durationText(std::chrono::duration<double> duration);

} // namespace bathyscope::ui
