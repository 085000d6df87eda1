// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/NumberText.h"

#include <fmt/format.h>

#include <cmath>

namespace bathyscope::app {

namespace {

constexpr const char* undefined = "–";

} // namespace

std::string signedText(double value)
{
    return std::isnan(value) ? undefined : fmt::format("{:+.4f}", value);
}

std::string percentText(double share)
{
    return std::isnan(share) ? undefined : fmt::format("{:.1f} %", 100 * share);
}

} // namespace bathyscope::app
