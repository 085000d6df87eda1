// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace bathyscope::ui {

enum class GoToKind : std::uint8_t
{
    Layer,
    Neuron,
    Token,
};

/// What was typed, where it names layers, neurons or tokens by number, or a token by its text.
struct GoToQuery
{
    std::optional<quint64> layer {};
    std::optional<quint64> neuron {};
    std::optional<quint64> token {};
    QString tokenText {}; ///< in quotes; empty: none
    bool isBareNumber = false; ///< one number and nothing else: `layer`, and maybe something else was meant
    std::optional<GoToKind> unfinished {}; ///< the last word is that kind's, and its number is still to come

    bool operator==(const GoToQuery&) const = default;
};

/// Numbers too large for 64 bits are the largest that there is. Nothing where the text is something else.
[[nodiscard]] std::optional<GoToQuery> parseGoTo(const QString& text);

/// The word for a kind in the user's language, as it may be typed.
[[nodiscard]] QString goToWord(GoToKind kind);

/// Small letters without accents: what names are compared by.
[[nodiscard]] QString foldedName(const QString& name);

} // namespace bathyscope::ui
