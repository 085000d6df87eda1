// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/NeuronFilter.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace bathyscope {

/// What an expression of NeuronFilter is made of.
enum class FilterTokenKind : std::uint8_t
{
    Number,
    Name,
    And,
    Or,
    Not,
    In,
    Abs,
    Defined,
    Opening,
    Closing,
    Bar, ///< on either side of what is taken without its sign: |r|
    Range, ///< ".."
    Plus,
    Minus,
    Times,
    Divide,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Unknown, ///< one character that nothing begins with
    End,
};

/// A word of the language.
struct FilterWord
{
    std::string_view text;
    FilterTokenKind kind;
};
[[nodiscard]] std::span<const FilterWord> filterWords();

[[nodiscard]] bool isWord(FilterTokenKind kind); ///< made of letters
[[nodiscard]] bool startsValue(FilterTokenKind word); ///< "not", "abs", "defined", unlike "and", "or", "in"
[[nodiscard]] bool endsValue(FilterTokenKind kind); ///< an operator may follow

/// Letters of ASCII in lower case, everything else as it is; whatever the locale.
[[nodiscard]] constexpr char asciiLower(char letter)
{
    constexpr char distance = 'a' - 'A';
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + distance) : letter;
}

/// Reads an expression token by token.
class FilterTokens
{
public:
    explicit FilterTokens(std::string_view expression);

    [[nodiscard]] FilterTokenKind kind() const;
    [[nodiscard]] std::string_view text() const; ///< of the present token; empty at the end
    [[nodiscard]] std::size_t begin() const; ///< its first byte
    [[nodiscard]] double number() const; ///< of a Number

    void advance();

    /// Something is wrong with the present token.
    [[nodiscard]] FilterError errorHere(FilterProblem problem) const;

private:
    void take(FilterTokenKind kind, std::size_t length);
    [[nodiscard]] bool takeSymbol();
    [[nodiscard]] std::size_t numberLength() const;

    std::string_view m_expression;
    std::size_t m_begin = 0;
    std::size_t m_length = 0;
    FilterTokenKind m_kind = FilterTokenKind::End;
    double m_number = 0;
};

} // namespace bathyscope
