// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope::app {

/// One option, as it is parsed and as it is explained.
struct OptionInfo
{
    std::string_view name;
    std::string_view value; ///< what stands for its value in the help; empty for a switch
    std::string_view text;
};

/// One row of the table of commands.
struct CommandInfo
{
    std::string_view name;
    std::string_view summary; ///< completes "bathyscope NAME …"
    std::string_view usage; ///< what follows the name
    std::string_view operands; ///< arguments without an option's name, a space between, in brackets those
                               ///< that may be missing; empty where there are none
    std::vector<OptionInfo> options;
};

/// All commands, in the order of the help.
[[nodiscard]] std::span<const CommandInfo> commandTable();

[[nodiscard]] std::string programHelp();
[[nodiscard]] std::string commandHelp(const CommandInfo& command);

} // namespace bathyscope::app
