// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FilterTokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace bathyscope {

namespace {

constexpr std::array words {
    FilterWord {"and", FilterTokenKind::And}, FilterWord {"or", FilterTokenKind::Or},
    FilterWord {"in", FilterTokenKind::In},   FilterWord {"not", FilterTokenKind::Not},
    FilterWord {"abs", FilterTokenKind::Abs}, FilterWord {"defined", FilterTokenKind::Defined},
};

// Longer ones before those that they begin with.
constexpr std::array symbols {
    FilterWord {"<=", FilterTokenKind::LessOrEqual},
    FilterWord {"\u2264", FilterTokenKind::LessOrEqual}, // ≤
    FilterWord {">=", FilterTokenKind::GreaterOrEqual},
    FilterWord {"\u2265", FilterTokenKind::GreaterOrEqual}, // ≥
    FilterWord {"!=", FilterTokenKind::NotEqual},
    FilterWord {"\u2260", FilterTokenKind::NotEqual}, // ≠
    FilterWord {"==", FilterTokenKind::Equal},
    FilterWord {"=", FilterTokenKind::Equal},
    FilterWord {"<", FilterTokenKind::Less},
    FilterWord {">", FilterTokenKind::Greater},
    FilterWord {"..", FilterTokenKind::Range},
    FilterWord {"+", FilterTokenKind::Plus},
    FilterWord {"-", FilterTokenKind::Minus},
    FilterWord {"\u2212", FilterTokenKind::Minus}, // the true minus sign
    FilterWord {"*", FilterTokenKind::Times},
    FilterWord {"/", FilterTokenKind::Divide},
    FilterWord {"(", FilterTokenKind::Opening},
    FilterWord {")", FilterTokenKind::Closing},
    FilterWord {"|", FilterTokenKind::Bar},
};

constexpr std::array<std::string_view, 5> blanks {" ", "\t", "\n", "\r", "\u00a0"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || c == '_';
}

/// Of the character that begins a text, well formed or not.
std::size_t characterLength(std::string_view text)
{
    constexpr unsigned continuationMask = 0xc0;
    constexpr unsigned continuation = 0x80;
    std::size_t length = 1;
    while (length < text.size()
           && (static_cast<unsigned char>(text[length]) & continuationMask) == continuation) {
        ++length;
    }
    return length;
}

} // namespace

std::span<const FilterWord> filterWords()
{
    return words;
}

bool isWord(FilterTokenKind kind)
{
    return kind == FilterTokenKind::Name || std::ranges::find(words, kind, &FilterWord::kind) != words.end();
}

bool startsValue(FilterTokenKind word)
{
    return word == FilterTokenKind::Not || word == FilterTokenKind::Abs || word == FilterTokenKind::Defined;
}

bool endsValue(FilterTokenKind kind)
{
    return kind == FilterTokenKind::Number || kind == FilterTokenKind::Name
        || kind == FilterTokenKind::Closing;
}

FilterTokens::FilterTokens(std::string_view expression)
    : m_expression(expression)
{
    advance();
}

FilterTokenKind FilterTokens::kind() const
{
    return m_kind;
}

std::string_view FilterTokens::text() const
{
    return m_expression.substr(m_begin, m_length);
}

std::size_t FilterTokens::begin() const
{
    return m_begin;
}

double FilterTokens::number() const
{
    return m_number;
}

FilterError FilterTokens::errorHere(FilterProblem problem) const
{
    return {.problem = problem, .begin = m_begin, .length = m_length, .found = std::string(text())};
}

void FilterTokens::take(FilterTokenKind kind, std::size_t length)
{
    m_kind = kind;
    m_length = length;
}

void FilterTokens::advance()
{
    m_begin += m_length;
    const auto rest = [this] { return m_expression.substr(m_begin); };
    const auto isBlank = [&rest](std::string_view blank) { return rest().starts_with(blank); };
    for (const auto* blank = std::ranges::find_if(blanks, isBlank); blank != blanks.end();
         blank = std::ranges::find_if(blanks, isBlank)) {
        m_begin += blank->size();
    }
    if (rest().empty()) {
        take(FilterTokenKind::End, 0);
    } else if (const std::size_t length = numberLength(); length > 0) {
        take(FilterTokenKind::Number, length);
        const std::string_view digits = text();
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), m_number);
        if (result.ec == std::errc::result_out_of_range) {
            m_number =
                digits.find('-') == std::string_view::npos ? std::numeric_limits<double>::infinity() : 0;
        }
    } else if (isLetter(rest().front())) {
        const auto isInside = [](char c) { return isLetter(c) || isDigit(c); };
        const std::string_view from = rest();
        take(FilterTokenKind::Name,
             static_cast<std::size_t>(std::ranges::find_if_not(from, isInside) - from.begin()));
        const auto* word = std::ranges::find_if(words, [this](const FilterWord& candidate) {
            return std::ranges::equal(candidate.text, text(),
                                      [](char a, char b) { return a == asciiLower(b); });
        });
        m_kind = word != words.end() ? word->kind : FilterTokenKind::Name;
    } else if (!takeSymbol()) {
        take(FilterTokenKind::Unknown, characterLength(rest()));
    }
}

bool FilterTokens::takeSymbol()
{
    const std::string_view rest = m_expression.substr(m_begin);
    const auto* symbol = std::ranges::find_if(
        symbols, [rest](const FilterWord& candidate) { return rest.starts_with(candidate.text); });
    if (symbol == symbols.end()) {
        return false;
    }
    take(symbol->kind, symbol->text.size());
    return true;
}

/// Of the number that begins here, 0 for none: digits with a point among or behind them, and an exponent.
/// In "10..20" the points are not the number's.
std::size_t FilterTokens::numberLength() const
{
    const std::string_view rest = m_expression.substr(m_begin);
    const auto digitsFrom = [rest](std::size_t begin) {
        const auto* end = std::find_if_not(rest.begin() + std::min(begin, rest.size()), rest.end(), isDigit);
        return static_cast<std::size_t>(end - rest.begin());
    };
    std::size_t length = digitsFrom(0);
    const std::size_t numWhole = length;
    if (rest.substr(length).starts_with('.') && !rest.substr(length).starts_with("..")) {
        length = digitsFrom(length + 1);
        if (length == 1) {
            return 0; // a point alone
        }
    } else if (numWhole == 0) {
        return 0;
    }
    if (length < rest.size() && asciiLower(rest[length]) == 'e') {
        const bool isSigned =
            length + 1 < rest.size() && (rest[length + 1] == '-' || rest[length + 1] == '+');
        const std::size_t exponent = length + (isSigned ? 2 : 1);
        const std::size_t end = digitsFrom(exponent);
        length = end > exponent ? end : length;
    }
    return length;
}

} // namespace bathyscope
