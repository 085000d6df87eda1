// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Arguments.h"

#include "app/CommandLine.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>
#include <vector>

namespace bathyscope::app {

namespace {

/// Number of single-character insertions, removals and replacements between two words (Levenshtein 1966).
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t {0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates,
                       std::string_view prefix, const std::string& otherwise)
{
    std::string_view nearest;
    std::size_t leastDistance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = editDistance(word, candidate);
        if (distance < leastDistance) {
            leastDistance = distance;
            nearest = candidate;
        }
    }
    if (nearest.empty()) {
        return otherwise;
    }
    return "; did you mean " + std::string(prefix) + std::string(nearest) + "?";
}

std::string joined(std::span<const std::string_view> words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) {
            text += i + 1 == words.size() ? " or " : ", ";
        }
        text += words[i];
    }
    return text;
}

std::optional<std::size_t> parseNumber(std::string_view text, std::size_t least, std::size_t most)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
        return std::nullopt;
    }
    return number;
}

std::string checkedChoice(std::string_view option, const std::string& given,
                          std::span<const std::string_view> choices)
{
    if (std::ranges::find(choices, std::string_view(given)) == choices.end()) {
        throw UsageError(fmt::format("--{} is {}, not '{}'{}", option, joined(choices), given,
                                     suggestion(given, choices, "", ".")));
    }
    return given;
}

Arguments::Arguments(const CommandInfo& command, std::span<const std::string> arguments)
    : m_command(command)
{
    bool hasOptions = true;
    while (!arguments.empty()) {
        const std::string& word = arguments.front();
        if (hasOptions && word == "--") {
            hasOptions = false;
            arguments = arguments.subspan(1);
        } else if (hasOptions && word.size() > 1 && word.front() == '-') {
            takeOption(arguments);
        } else {
            m_operands.push_back(word);
            arguments = arguments.subspan(1);
        }
    }
    checkOperands();
}

void Arguments::takeOption(std::span<const std::string>& rest)
{
    std::string_view word = rest.front();
    rest = rest.subspan(1);
    word.remove_prefix(word.starts_with("--") ? 2 : 1);
    const std::size_t equals = word.find('=');
    const OptionInfo& option = known(word.substr(0, equals));
    if (find(option.name) != nullptr) {
        throw UsageError(fmt::format("--{} is given more than once.", option.name));
    }
    std::string value;
    if (equals != std::string_view::npos) {
        value = word.substr(equals + 1);
    } else if (!option.value.empty() && !rest.empty() && !rest.front().starts_with("--")) {
        value = rest.front();
        rest = rest.subspan(1);
    }
    if (option.value.empty() && equals != std::string_view::npos) {
        throw UsageError(fmt::format("--{} takes no value, not even '{}'.", option.name, value));
    }
    if (!option.value.empty() && value.empty()) {
        throw UsageError(
            fmt::format("--{0} needs a value: --{0} {1}, {2}.", option.name, option.value, option.text));
    }
    m_given.push_back({.option = option.name, .value = std::move(value)});
}

const OptionInfo& Arguments::known(std::string_view name) const
{
    const auto found = std::ranges::find(m_command.options, name, &OptionInfo::name);
    if (found != m_command.options.end()) {
        return *found;
    }
    std::vector<std::string_view> names;
    for (const OptionInfo& option : m_command.options) {
        names.push_back(option.name);
    }
    const std::string otherwise = fmt::format("; 'bathyscope {} --help' lists its options.", m_command.name);
    throw UsageError(fmt::format("{} has no option --{}{}", m_command.name, name,
                                 suggestion(name, names, "--", otherwise)));
}

const Arguments::Given* Arguments::find(std::string_view option) const
{
    const auto found = std::ranges::find(m_given, option, &Given::option);
    return found == m_given.end() ? nullptr : &*found;
}

void Arguments::checkOperands() const
{
    const std::string_view named = m_command.operands;
    const auto most = named.empty() ? 0 : 1 + std::ranges::count(named, ' '); // a space stands between them
    const auto least = most - std::ranges::count(named, '[');
    const auto numGiven = std::ssize(m_operands);
    const std::string usage =
        fmt::format("; its usage is: bathyscope {} {}", m_command.name, m_command.usage);
    if (numGiven > most) {
        throw UsageError(fmt::format("{} does not know what to do with '{}'{}", m_command.name,
                                     m_operands[static_cast<std::size_t>(most)], usage));
    }
    if (numGiven < least) {
        throw UsageError(fmt::format("{} needs {}{}", m_command.name, named, usage));
    }
}

bool Arguments::has(std::string_view option) const
{
    return find(option) != nullptr;
}

std::optional<std::string> Arguments::value(std::string_view option) const
{
    const Given* given = find(option);
    return given == nullptr ? std::nullopt : std::optional(given->value);
}

std::string Arguments::required(std::string_view option) const
{
    const std::optional<std::string> given = value(option);
    if (!given) {
        const auto info = std::ranges::find(m_command.options, option, &OptionInfo::name);
        throw UsageError(
            fmt::format("{} needs --{} {}: {}.", m_command.name, option, info->value, info->text));
    }
    return *given;
}

std::optional<std::size_t> Arguments::number(std::string_view option, std::size_t least,
                                             std::size_t most) const
{
    const std::optional<std::string> given = value(option);
    if (!given) {
        return std::nullopt;
    }
    const std::optional<std::size_t> number = parseNumber(*given, least, most);
    if (!number) {
        throw UsageError(
            fmt::format("--{} needs a whole number from {} to {}, not '{}'.", option, least, most, *given));
    }
    return number;
}

std::size_t Arguments::numOperands() const
{
    return m_operands.size();
}

const std::string& Arguments::operand(std::size_t index) const
{
    return m_operands.at(index);
}

} // namespace bathyscope::app
