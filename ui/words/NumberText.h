// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <concepts>

/// Numbers as people read them: by the default QLocale, with a true minus sign. Never for files.
namespace bathyscope::ui {

[[nodiscard]] QString wholeText(qlonglong value);

template <std::integral Integer>
[[nodiscard]] QString numberText(Integer value)
{
    return wholeText(static_cast<qlonglong>(value));
}

/// With a fixed number of decimals: "−0.050".
[[nodiscard]] QString fixedText(double value, int decimals);

/// With a number of significant digits: "1.25", "3.1e−05".
[[nodiscard]] QString shortText(double value, int digits);

} // namespace bathyscope::ui
