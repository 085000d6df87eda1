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

/// Reads an expression token by token. Expression and notation outlive it.
class FilterTokens
{
public:
    FilterTokens(std::string_view expression, const FilterNotation& notation);

    [[nodiscard]] FilterTokenKind kind() const;
    [[nodiscard]] std::string_view text() const; ///< of the present token; empty at the end
    [[nodiscard]] std::size_t begin() const; ///< its first byte
    [[nodiscard]] double number() const; ///< of a Number
    [[nodiscard]] std::string_view
    name() const; ///< of a Name: what it means, its text where that is not known

    void advance();

    /// Something is wrong with the present token.
    [[nodiscard]] FilterError errorHere(FilterProblem problem) const;

private:
    void take(FilterTokenKind kind, std::size_t length);
    [[nodiscard]] bool takeSymbol();
    bool takeNumber();
    bool takeNotedName();
    void takeWord();
    [[nodiscard]] std::string_view rest() const;
    [[nodiscard]] std::size_t digitsFrom(std::size_t begin) const;
    [[nodiscard]] std::size_t separatorAt(std::size_t place) const;
    [[nodiscard]] std::size_t groupedLength() const;
    [[nodiscard]] std::size_t decimalLength(std::size_t numWhole) const;
    [[nodiscard]] std::size_t exponentLength(std::size_t place) const;

    std::string_view m_expression;
    const FilterNotation* m_notation;
    std::size_t m_begin = 0;
    std::size_t m_length = 0;
    FilterTokenKind m_kind = FilterTokenKind::End;
    double m_number = 0;
    std::string_view m_name;
};

} // namespace bathyscope
