// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Arguments.h"

#include "app/CommandLine.h"

#include <fmt/format.h>

#include <QCommandLineOption>
#include <QStringList>

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
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    for (const OptionInfo& option : command.options) {
        m_parser.addOption(
            QCommandLineOption(QString::fromUtf8(option.name), QString(), QString::fromUtf8(option.value)));
    }
    QStringList words {QString()};
    for (const std::string& argument : arguments) {
        words.append(QString::fromStdString(argument));
    }
    const bool isUnderstood = m_parser.parse(words);
    checkUnknown();
    if (!isUnderstood) {
        throw UsageError(m_parser.errorText().toStdString());
    }
    checkValues();
    takeOperands();
}

void Arguments::checkUnknown() const
{
    const QStringList unknown = m_parser.unknownOptionNames();
    if (unknown.isEmpty()) {
        return;
    }
    std::vector<std::string_view> known;
    for (const OptionInfo& option : m_command.options) {
        known.push_back(option.name);
    }
    const std::string word = unknown.constFirst().toStdString();
    const std::string otherwise = fmt::format("; 'bathyscope {} --help' lists its options.", m_command.name);
    throw UsageError(fmt::format("{} has no option --{}{}", m_command.name, word,
                                 suggestion(word, known, "--", otherwise)));
}

void Arguments::checkValues() const
{
    for (const OptionInfo& option : m_command.options) {
        const QString name = QString::fromUtf8(option.name);
        if (m_parser.optionNames().count(name) > 1) {
            throw UsageError(fmt::format("--{} is given more than once.", option.name));
        }
        // The parser takes whatever follows as the value, even the next option.
        const QString given = option.value.empty() ? QString() : m_parser.value(name);
        const bool isMissing = m_parser.isSet(name) && !option.value.empty()
            && (given.isEmpty() || given.startsWith(QStringLiteral("--")));
        if (isMissing) {
            throw UsageError(
                fmt::format("--{0} needs a value: --{0} {1}, {2}.", option.name, option.value, option.text));
        }
    }
}

void Arguments::takeOperands()
{
    const QStringList operands = m_parser.positionalArguments();
    const auto most = m_command.operands.empty()
        ? qsizetype {0}
        : qsizetype {1} + std::ranges::count(m_command.operands, ' '); // they are named with a space between
    const auto least = most - std::ranges::count(m_command.operands, '[');
    const std::string usage =
        fmt::format("; its usage is: bathyscope {} {}", m_command.name, m_command.usage);
    if (operands.size() > most) {
        throw UsageError(fmt::format("{} does not know what to do with '{}'{}", m_command.name,
                                     operands.at(most).toStdString(), usage));
    }
    if (operands.size() < least) {
        throw UsageError(fmt::format("{} needs {}{}", m_command.name, m_command.operands, usage));
    }
    for (const QString& operand : operands) {
        m_operands.push_back(operand.toStdString());
    }
}

bool Arguments::has(std::string_view option) const
{
    return m_parser.isSet(QString::fromUtf8(option));
}

std::optional<std::string> Arguments::value(std::string_view option) const
{
    if (!has(option)) {
        return std::nullopt;
    }
    return m_parser.value(QString::fromUtf8(option)).toStdString();
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
