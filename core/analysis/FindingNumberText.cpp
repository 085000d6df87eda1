// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FindingNumberText.h"

#include <fmt/format.h>

#include <cmath>

namespace bathyscope {

std::string findingNumberText(const FindingNumber& number)
{
    if (std::isnan(number.value)) {
        return "–"; // not defined
    }
    switch (number.style) {
    case FindingNumber::Style::Whole:
        return fmt::format("{:.0f}", number.value);
    case FindingNumber::Style::Percent:
        return fmt::format("{:.0f} %", 100 * number.value);
    case FindingNumber::Style::Decimals:
        break;
    }
    return fmt::format("{:.3f}", number.value);
}

} // namespace bathyscope
