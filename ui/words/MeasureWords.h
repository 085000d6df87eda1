// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/ComparisonMeasures.h"

#include <QString>

#include <cstddef>

namespace bathyscope::ui {

/// Group, name or explanation of a measure in the user's language.
[[nodiscard]] QString measureWords(const ComparisonMeasure& measure, const char* text);

/// The values of one run, "0.05; 0.77", with numbers as the user writes them; a dash where there are none.
[[nodiscard]] QString measureValueWords(const ComparisonMeasure& measure, std::size_t run);

} // namespace bathyscope::ui
