// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerSummary.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bathyscope {

/// Why an expression is not a filter.
enum class FilterProblem : std::uint8_t
{
    ExpectedValue, ///< a name, a number, abs(…), |…|, "(" or a minus sign
    ExpectedComparison, ///< where a number stands and a condition must
    ExpectedNumber, ///< where a condition stands and a number must
    ExpectedEnd, ///< or "and", "or", behind a whole condition
    ExpectedOpening, ///< the "(" of abs and defined
    ExpectedClosing, ///< a ")"
    ExpectedBar, ///< the second "|"
    ExpectedRange, ///< two numbers joined by "..", behind "in"
    UnknownName,
    UnknownCharacter,
    TooLong,
    TooDeep, ///< nested
};

/// What is wrong with an expression, and where.
struct FilterError
{
    FilterProblem problem = FilterProblem::ExpectedValue;
    std::size_t begin = 0; ///< bytes of the expression where it is; at its end where something is missing
    std::size_t length = 0;
    std::string found {}; ///< those bytes
    bool operator==(const FilterError&) const = default;
};

/// A name of a column besides those that are always understood.
struct FilterName
{
    std::string text; ///< as it is typed: UTF-8, of several words too
    std::string_view meaning; ///< an id of neuronStatistics(), or "neuron"
};

/// How numbers and names are written where an expression is typed. What is written as in C is understood
/// besides, but for a number that reads otherwise here: with groups parted by points, 1.234 is above
/// thousand.
struct FilterNotation
{
    std::string decimal = "."; ///< between a number and its fraction
    std::string
        group {}; ///< between groups of three digits, as 1,234; spaces that do not break part them too
    std::string exponent = "e"; ///< before a power of ten
    std::vector<FilterName> names {};
};

/// A condition on the neurons of a layer: `r < -0.2 and q < 0.05`, `abs(r) > 0.3 or not (mean > 0)`,
/// `neuron in 10..20`, `-0.1 <= partial - r < 0.1`. Names are those of neuronStatistics(), short or long, in
/// any case, and `neuron`, its number from 0; operators + − * /, < <= > >= = !=, in, not, and, or, in this
/// order of binding. `|r|` is `abs(r)`. A range holds both its ends. No comparison holds of what is not
/// defined (NaN): `defined(q)` finds what is. Numbers have a decimal point, or what FilterNotation says. A
/// minus sign and ≤ ≥ ≠ as the program prints them are understood. Immutable.
class NeuronFilter
{
public:
    static constexpr std::size_t maxLength = 1000; ///< bytes of an expression
    static constexpr std::size_t maxDepth = 50; ///< operands inside each other: brackets, "not", minus signs

    /// In time that grows with its length, whatever it holds.
    [[nodiscard]] static std::variant<NeuronFilter, FilterError> parse(std::string_view expression,
                                                                       const FilterNotation& notation = {});

    /// The statistics that it asks for, by their places in neuronStatistics(), ascending.
    [[nodiscard]] std::vector<std::size_t> statistics() const;

    /// The neurons that fulfil it, ascending.
    [[nodiscard]] std::vector<std::uint32_t> matches(const LayerSummary& layer) const;

private:
    friend class FilterParser;

    enum class Operation : std::uint8_t
    {
        Number,
        Column,
        Neuron,
        Negate,
        Abs,
        Defined,
        Add,
        Subtract,
        Multiply,
        Divide,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,
        NotEqual,
        Not,
        And,
        Or,
    };

    /// One step of a stack machine; conditions are 0 and 1.
    struct Step
    {
        Operation operation = Operation::Number;
        std::size_t column = 0; ///< of a Column
        double number = 0; ///< of a Number
    };

    [[nodiscard]] static std::size_t numOperands(Operation operation);
    static void apply(const Step& step, const LayerSummary& layer, std::size_t first, std::span<double> a,
                      std::span<const double> b);

    std::vector<Step> m_steps; ///< in postfix order
    std::size_t m_stackSize = 0; ///< that they need
};

/// Words that may stand in an expression.
struct FilterCompletion
{
    std::size_t begin = 0; ///< byte where the word before the cursor begins; the cursor where there is none
    std::vector<std::string_view> words; ///< that begin like it, in the order of the table
    bool operator==(const FilterCompletion&) const = default;
};

/// What the word that ends at byte `cursor` could become; all that may stand there where none has begun.
[[nodiscard]] FilterCompletion completeFilter(std::string_view expression, std::size_t cursor,
                                              const FilterNotation& notation = {});

} // namespace bathyscope
