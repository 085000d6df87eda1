// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <concepts>
#include <cstdint>

/// Numbers as people read them: by the default QLocale, with a true minus sign; a dash where one is not
/// defined. Never for files.
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

/// Of a share 0 … 1: "51 %".
[[nodiscard]] QString shareText(double share, int decimals = 0);

/// "2.2 MB", in powers of ten.
[[nodiscard]] QString bytesText(std::uint64_t bytes, int decimals);

} // namespace bathyscope::ui
