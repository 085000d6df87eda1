// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FilterTokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>
#include <string>

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

// Spaces, the last three as numbers have them between groups of digits: none of these breaks a line but the
// thin one.
constexpr std::array<std::string_view, 7> blanks {" ", "\t", "\n", "\r", "\u00a0", "\u202f", "\u2009"};
constexpr std::array<std::string_view, 3> groupSpaces {"\u00a0", "\u202f", "\u2009"};

constexpr std::array<std::string_view, 2> minusSigns {"-", "\u2212"};
constexpr std::array<std::string_view, 3> exponentSigns {"-", "\u2212", "+"};

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

/// A word that goes on here has not ended: by a letter of any script (all characters of several bytes but
/// signs and spaces) or a digit.
bool continuesWord(std::string_view text)
{
    constexpr unsigned char firstOfMany = 0x80;
    const bool isSign = std::ranges::any_of(
        symbols, [text](const FilterWord& symbol) { return text.starts_with(symbol.text); });
    const bool isBlank =
        std::ranges::any_of(blanks, [text](std::string_view blank) { return text.starts_with(blank); });
    return !isSign && !isBlank
        && (isLetter(text.front()) || isDigit(text.front())
            || static_cast<unsigned char>(text.front()) >= firstOfMany);
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

FilterTokens::FilterTokens(std::string_view expression, const FilterNotation& notation)
    : m_expression(expression)
    , m_notation(&notation)
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

std::string_view FilterTokens::name() const
{
    return m_name;
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
    const auto isBlank = [this](std::string_view blank) { return rest().starts_with(blank); };
    for (const auto* blank = std::ranges::find_if(blanks, isBlank); blank != blanks.end();
         blank = std::ranges::find_if(blanks, isBlank)) {
        m_begin += blank->size();
    }
    if (rest().empty()) {
        take(FilterTokenKind::End, 0);
    } else if (takeNumber() || takeNotedName()) {
        return;
    } else if (isLetter(rest().front())) {
        takeWord();
    } else if (!takeSymbol()) {
        take(FilterTokenKind::Unknown, characterLength(rest()));
    }
}

std::string_view FilterTokens::rest() const
{
    return m_expression.substr(m_begin);
}

void FilterTokens::takeWord()
{
    const std::string_view from = rest();
    const auto isInside = [](char c) { return isLetter(c) || isDigit(c); };
    take(FilterTokenKind::Name,
         static_cast<std::size_t>(std::ranges::find_if_not(from, isInside) - from.begin()));
    m_name = text();
    const auto* word = std::ranges::find_if(words, [this](const FilterWord& candidate) {
        return std::ranges::equal(candidate.text, text(), [](char a, char b) { return a == asciiLower(b); });
    });
    m_kind = word != words.end() ? word->kind : FilterTokenKind::Name;
}

/// The longest of the notation's names that stands here as a whole.
bool FilterTokens::takeNotedName()
{
    const std::string_view from = rest();
    std::size_t longest = 0;
    for (const FilterName& candidate : m_notation->names) {
        const std::size_t length = candidate.text.size();
        const bool isHere = length > longest && length <= from.size()
            && std::ranges::equal(candidate.text, from.substr(0, length),
                                  [](char a, char b) { return asciiLower(a) == asciiLower(b); });
        if (isHere && (length == from.size() || !continuesWord(from.substr(length)))) {
            longest = length;
            m_name = candidate.meaning;
        }
    }
    if (longest > 0) {
        take(FilterTokenKind::Name, longest);
    }
    return longest > 0;
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

/// Digits, in groups or not, with a fraction and an exponent or not. In "10..20" the points are not the
/// number's.
bool FilterTokens::takeNumber()
{
    const std::size_t numGrouped = groupedLength();
    const std::size_t numWhole = numGrouped > 0 ? numGrouped : digitsFrom(0);
    const std::size_t numMantissa = decimalLength(numWhole);
    if (numMantissa == 0) {
        return false;
    }
    const std::string_view from = rest();
    std::string digits;
    std::ranges::copy_if(from.substr(0, numWhole), std::back_inserter(digits), isDigit);
    if (numMantissa > numWhole) {
        digits += '.';
        std::ranges::copy_if(from.substr(numWhole, numMantissa - numWhole), std::back_inserter(digits),
                             isDigit);
    }
    const std::size_t length = numMantissa + exponentLength(numMantissa);
    if (length > numMantissa) {
        const std::string_view exponent = from.substr(numMantissa, length - numMantissa);
        digits += std::ranges::any_of(minusSigns,
                                      [exponent](std::string_view minus) {
                                          return exponent.find(minus) != std::string_view::npos;
                                      })
            ? "e-"
            : "e";
        // What follows the last sign or letter.
        const auto last = std::ranges::find_if_not(exponent.rbegin(), exponent.rend(), isDigit);
        digits.append(last.base(), exponent.end());
    }
    take(FilterTokenKind::Number, length);
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), m_number);
    if (result.ec == std::errc::result_out_of_range) {
        m_number = digits.find('-') == std::string::npos ? std::numeric_limits<double>::infinity() : 0;
    }
    return true;
}

/// The byte behind the digits that stand at byte `begin` of the rest; `begin` where there are none.
std::size_t FilterTokens::digitsFrom(std::size_t begin) const
{
    const std::string_view from = rest();
    const auto* end = std::find_if_not(from.begin() + std::min(begin, from.size()), from.end(), isDigit);
    return static_cast<std::size_t>(end - from.begin());
}

/// Bytes of what parts groups of digits at this place; 0 for none.
std::size_t FilterTokens::separatorAt(std::size_t place) const
{
    const std::string_view from = rest().substr(std::min(place, rest().size()));
    if (!m_notation->group.empty() && from.starts_with(m_notation->group)) {
        return m_notation->group.size();
    }
    const auto* space = std::ranges::find_if(
        groupSpaces, [from](std::string_view candidate) { return from.starts_with(candidate); });
    return space != groupSpaces.end() ? space->size() : 0;
}

/// Of a whole number in groups: one to three digits, the first no 0, then three each, as 1,234,567. 0 where
/// there is none.
std::size_t FilterTokens::groupedLength() const
{
    constexpr std::size_t groupSize = 3;
    const std::size_t first = digitsFrom(0);
    if (first == 0 || first > groupSize || rest().front() == '0') {
        return 0;
    }
    std::size_t length = first;
    for (std::size_t separator = separatorAt(length); separator > 0; separator = separatorAt(length)) {
        const std::size_t end = digitsFrom(length + separator);
        if (end != length + separator + groupSize) {
            break;
        }
        length = end;
    }
    return length > first ? length : 0;
}

/// Of a number with its fraction, whose whole part has so many bytes; 0 where there is none. A point may
/// stand at its end, what else parts a fraction may not.
std::size_t FilterTokens::decimalLength(std::size_t numWhole) const
{
    const std::string_view from = rest().substr(numWhole);
    const std::string& decimal = m_notation->decimal;
    if (from.starts_with(decimal) && digitsFrom(numWhole + decimal.size()) > numWhole + decimal.size()) {
        return digitsFrom(numWhole + decimal.size());
    }
    if (from.starts_with('.') && !from.starts_with("..")) {
        const std::size_t end = digitsFrom(numWhole + 1);
        return end > 1 ? end : 0; // not a point alone
    }
    return numWhole;
}

/// Of the exponent at this place of the rest; 0 where there is none.
std::size_t FilterTokens::exponentLength(std::size_t place) const
{
    const std::string_view from = rest().substr(place);
    std::size_t length = 0;
    if (!from.empty() && asciiLower(from.front()) == 'e') {
        length = 1;
    } else if (!m_notation->exponent.empty() && from.starts_with(m_notation->exponent)) {
        length = m_notation->exponent.size();
    } else {
        return 0;
    }
    const auto* sign =
        std::ranges::find_if(exponentSigns, [from = from.substr(length)](std::string_view candidate) {
            return from.starts_with(candidate);
        });
    length += sign != exponentSigns.end() ? sign->size() : 0;
    const std::size_t end = digitsFrom(place + length);
    return end > place + length ? end - place : 0;
}

} // namespace bathyscope
