// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/NeuronFilter.h"

#include <QString>

/// What is said of filters of neurons: pure functions, tested by value.
namespace bathyscope::ui {

/// How expressions are written in the application's language and locale: as its tables show numbers and
/// columns.
[[nodiscard]] FilterNotation filterNotation();

/// What is wrong with an expression, where, and what was expected there.
[[nodiscard]] QString filterErrorText(const FilterError& error, const QString& expression);

/// How filters are written, with every name: rich text.
[[nodiscard]] QString filterHelpText();

} // namespace bathyscope::ui
