// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandTable.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope::app {

/// "; did you mean X?", X with `prefix`, where a candidate is near enough to be what was meant; else
/// `otherwise`.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> candidates,
                                     std::string_view prefix, const std::string& otherwise);

/// "a, b or c".
[[nodiscard]] std::string joined(std::span<const std::string_view> words);

/// A whole decimal number; nothing where it is none or out of range.
[[nodiscard]] std::optional<std::size_t> parseNumber(std::string_view text, std::size_t least,
                                                     std::size_t most);

/// `given` if it is one of the choices of an option; otherwise throws UsageError.
[[nodiscard]] std::string checkedChoice(std::string_view option, const std::string& given,
                                        std::span<const std::string_view> choices);

/// The arguments that follow a command's name, checked against its row of the table: "--option value",
/// "--option=value", one dash or two; behind "--" nothing is an option. They are bytes, as a file's name is,
/// and stay them. What cannot be understood throws UsageError.
class Arguments
{
public:
    Arguments(const CommandInfo& command, std::span<const std::string> arguments);

    [[nodiscard]] bool has(std::string_view option) const;
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    [[nodiscard]] std::string required(std::string_view option) const;
    [[nodiscard]] std::optional<std::size_t> number(std::string_view option, std::size_t least,
                                                    std::size_t most) const;
    /// As many as the command needs, and those in brackets that were given.
    [[nodiscard]] std::size_t numOperands() const;
    [[nodiscard]] const std::string& operand(std::size_t index = 0) const;

private:
    struct Given
    {
        std::string_view option; ///< its name in the table
        std::string value; ///< empty for a switch
    };
    /// Understands the option at the front of the span, which is moved behind it and its value.
    void takeOption(std::span<const std::string>& rest);
    [[nodiscard]] const OptionInfo& known(std::string_view name) const;
    [[nodiscard]] const Given* find(std::string_view option) const;
    void checkOperands() const;

    const CommandInfo& m_command;
    std::vector<Given> m_given;
    std::vector<std::string> m_operands;
};

} // namespace bathyscope::app
