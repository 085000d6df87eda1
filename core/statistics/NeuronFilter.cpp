// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronFilter.h"

#include "core/statistics/FilterTokens.h"
#include "core/statistics/NeuronStatistic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::string_view neuronName = "neuron";

bool isSameWord(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) { return asciiLower(x) == asciiLower(y); });
}

bool beginsLike(std::string_view word, std::string_view beginning)
{
    return isSameWord(word.substr(0, beginning.size()), beginning);
}

std::optional<std::size_t> columnOf(std::string_view name)
{
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        const NeuronStatistic& statistic = neuronStatistics()[i];
        if (isSameWord(name, statistic.shortName) || isSameWord(name, statistic.id)) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

/// Reads an expression once, from left to right, by the operators' order of binding (Pratt 1973).
class FilterParser
{
public:
    FilterParser(std::string_view expression, const FilterNotation& notation)
        : m_tokens(expression, notation)
    {
    }

    NeuronFilter parse()
    {
        requireCondition(parseFrom(loosest));
        if (m_tokens.kind() != FilterTokenKind::End) {
            refuse(FilterProblem::ExpectedEnd);
        }
        return std::move(m_filter);
    }

private:
    using Operation = NeuronFilter::Operation;

    enum class Type : std::uint8_t
    {
        Number,
        Condition,
    };

    // How strongly an operator binds.
    static constexpr int loosest = 1;
    static constexpr int orBinding = 1;
    static constexpr int andBinding = 2;
    static constexpr int notBinding = 3;
    static constexpr int comparisonBinding = 4;
    static constexpr int sumBinding = 5;
    static constexpr int productBinding = 6;
    static constexpr int minusBinding = 7;

    struct Operator
    {
        int binding = 0;
        Operation operation = Operation::And;
    };

    [[noreturn]] void refuse(FilterProblem problem) const
    {
        throw m_tokens.errorHere(problem);
    }

    /// The operator that stands here between two operands; nothing where there is none.
    [[nodiscard]] std::optional<Operator> operatorHere() const
    {
        switch (m_tokens.kind()) {
        case FilterTokenKind::Or:
            return Operator {orBinding, Operation::Or};
        case FilterTokenKind::And:
            return Operator {andBinding, Operation::And};
        case FilterTokenKind::Less:
            return Operator {comparisonBinding, Operation::Less};
        case FilterTokenKind::LessOrEqual:
            return Operator {comparisonBinding, Operation::LessOrEqual};
        case FilterTokenKind::Greater:
            return Operator {comparisonBinding, Operation::Greater};
        case FilterTokenKind::GreaterOrEqual:
            return Operator {comparisonBinding, Operation::GreaterOrEqual};
        case FilterTokenKind::Equal:
            return Operator {comparisonBinding, Operation::Equal};
        case FilterTokenKind::NotEqual:
            return Operator {comparisonBinding, Operation::NotEqual};
        case FilterTokenKind::Plus:
            return Operator {sumBinding, Operation::Add};
        case FilterTokenKind::Minus:
            return Operator {sumBinding, Operation::Subtract};
        case FilterTokenKind::Times:
            return Operator {productBinding, Operation::Multiply};
        case FilterTokenKind::Divide:
            return Operator {productBinding, Operation::Divide};
        default:
            return std::nullopt;
        }
    }

    /// An operand and whatever follows that binds at least so strongly.
    Type parseFrom(int least)
    {
        if (++m_depth > NeuronFilter::maxDepth) {
            refuse(FilterProblem::TooDeep);
        }
        const std::size_t begin = m_filter.m_steps.size();
        Type type = parseOperand();
        for (;;) {
            if (m_tokens.kind() == FilterTokenKind::In && comparisonBinding >= least) {
                requireNumber(type);
                parseRange(begin);
                type = Type::Condition;
                continue;
            }
            const std::optional<Operator> next = operatorHere();
            if (!next || next->binding < least) {
                break;
            }
            if (next->binding == comparisonBinding) {
                requireNumber(type);
                parseComparisons();
                type = Type::Condition;
            } else {
                const bool isLogic = next->binding < comparisonBinding;
                require(isLogic ? Type::Condition : Type::Number, type);
                m_tokens.advance();
                require(isLogic ? Type::Condition : Type::Number, parseFrom(next->binding + 1));
                emit({.operation = next->operation});
            }
        }
        --m_depth;
        return type;
    }

    Type parseOperand()
    {
        switch (m_tokens.kind()) {
        case FilterTokenKind::Number:
            emit({.operation = Operation::Number, .number = m_tokens.number()});
            m_tokens.advance();
            return Type::Number;
        case FilterTokenKind::Name:
            return parseName();
        case FilterTokenKind::Opening:
            return parseBrackets();
        case FilterTokenKind::Minus:
            m_tokens.advance();
            requireNumber(parseFrom(minusBinding));
            emit({.operation = Operation::Negate});
            return Type::Number;
        case FilterTokenKind::Not:
            m_tokens.advance();
            requireCondition(parseFrom(notBinding));
            emit({.operation = Operation::Not});
            return Type::Condition;
        case FilterTokenKind::Abs:
            parseArgument();
            emit({.operation = Operation::Abs});
            return Type::Number;
        case FilterTokenKind::Bar:
            return parseBars();
        case FilterTokenKind::Defined:
            parseArgument();
            emit({.operation = Operation::Defined});
            return Type::Condition;
        case FilterTokenKind::Unknown:
            refuse(FilterProblem::UnknownCharacter);
        default:
            refuse(FilterProblem::ExpectedValue);
        }
    }

    Type parseName()
    {
        const std::string_view name = m_tokens.name();
        if (isSameWord(name, neuronName)) {
            emit({.operation = Operation::Neuron});
        } else if (const std::optional<std::size_t> column = columnOf(name)) {
            emit({.operation = Operation::Column, .column = *column});
        } else {
            refuse(FilterProblem::UnknownName);
        }
        m_tokens.advance();
        return Type::Number;
    }

    Type parseBrackets()
    {
        m_tokens.advance();
        const Type type = parseFrom(loosest);
        if (m_tokens.kind() != FilterTokenKind::Closing) {
            refuse(FilterProblem::ExpectedClosing);
        }
        m_tokens.advance();
        return type;
    }

    /// `|a|`, as `abs(a)`.
    Type parseBars()
    {
        m_tokens.advance();
        requireNumber(parseFrom(sumBinding));
        if (m_tokens.kind() != FilterTokenKind::Bar) {
            refuse(FilterProblem::ExpectedBar);
        }
        m_tokens.advance();
        emit({.operation = Operation::Abs});
        return Type::Number;
    }

    /// Of a function: a number in brackets.
    void parseArgument()
    {
        m_tokens.advance();
        if (m_tokens.kind() != FilterTokenKind::Opening) {
            refuse(FilterProblem::ExpectedOpening);
        }
        requireNumber(parseBrackets());
    }

    /// `a < b`, and `a < b < c` as `a < b and b < c`; a is there already.
    void parseComparisons()
    {
        bool isFirst = true;
        std::size_t begin = 0; // of the right operand, which is the left one of the next comparison
        std::size_t end = 0;
        for (std::optional<Operator> next = operatorHere(); next && next->binding == comparisonBinding;
             next = operatorHere()) {
            m_tokens.advance();
            if (!isFirst) {
                repeat(begin, end);
            }
            begin = m_filter.m_steps.size();
            requireNumber(parseFrom(sumBinding));
            end = m_filter.m_steps.size();
            emit({.operation = next->operation});
            if (!isFirst) {
                emit({.operation = Operation::And});
            }
            isFirst = false;
        }
    }

    /// `x in a..b` as `x >= a and x <= b`; x is there already, from step `begin` on.
    void parseRange(std::size_t begin)
    {
        const std::size_t end = m_filter.m_steps.size();
        m_tokens.advance();
        requireNumber(parseFrom(sumBinding));
        emit({.operation = Operation::GreaterOrEqual});
        if (m_tokens.kind() != FilterTokenKind::Range) {
            refuse(FilterProblem::ExpectedRange);
        }
        m_tokens.advance();
        repeat(begin, end);
        requireNumber(parseFrom(sumBinding));
        emit({.operation = Operation::LessOrEqual});
        emit({.operation = Operation::And});
    }

    /// Computes an operand once more.
    void repeat(std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end; ++i) {
            emit(NeuronFilter::Step(m_filter.m_steps[i]));
        }
    }

    void require(Type wanted, Type found) const
    {
        if (wanted != found) {
            refuse(wanted == Type::Condition ? FilterProblem::ExpectedComparison
                                             : FilterProblem::ExpectedNumber);
        }
    }

    void requireNumber(Type found) const
    {
        require(Type::Number, found);
    }

    void requireCondition(Type found) const
    {
        require(Type::Condition, found);
    }

    void emit(NeuronFilter::Step step)
    {
        m_stackSize += 1;
        m_stackSize -= NeuronFilter::numOperands(step.operation);
        m_filter.m_stackSize = std::max(m_filter.m_stackSize, m_stackSize);
        m_filter.m_steps.push_back(step);
    }

    FilterTokens m_tokens;
    NeuronFilter m_filter;
    std::size_t m_stackSize = 0;
    std::size_t m_depth = 0;
};

std::size_t NeuronFilter::numOperands(Operation operation)
{
    switch (operation) {
    case Operation::Number:
    case Operation::Column:
    case Operation::Neuron:
        return 0;
    case Operation::Negate:
    case Operation::Abs:
    case Operation::Defined:
    case Operation::Not:
        return 1;
    default:
        return 2;
    }
}

std::variant<NeuronFilter, FilterError> NeuronFilter::parse(std::string_view expression,
                                                            const FilterNotation& notation)
{
    if (expression.size() > maxLength) {
        return FilterError {
            .problem = FilterProblem::TooLong, .begin = maxLength, .length = expression.size() - maxLength};
    }
    try {
        return FilterParser(expression, notation).parse();
    } catch (const FilterError& error) {
        return error;
    }
}

/// Takes the operands `a` and `b` and puts the result in place of `a`: one step for the neurons from
/// `first` on.
void NeuronFilter::apply(const Step& step, const LayerSummary& layer, std::size_t first, std::span<double> a,
                         std::span<const double> b)
{
    const auto each = [a](const auto& value) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = static_cast<double>(value(i));
        }
    };
    switch (step.operation) {
    case Operation::Number:
        return each([&step](std::size_t) { return step.number; });
    case Operation::Column:
        return each(
            [values = layer.columns[step.column].data() + first](std::size_t i) { return values[i]; });
    case Operation::Neuron:
        return each([first](std::size_t i) { return first + i; });
    case Operation::Negate:
        return each([a](std::size_t i) { return -a[i]; });
    case Operation::Abs:
        return each([a](std::size_t i) { return std::abs(a[i]); });
    case Operation::Defined:
        return each([a](std::size_t i) { return !std::isnan(a[i]); });
    case Operation::Add:
        return each([a, b](std::size_t i) { return a[i] + b[i]; });
    case Operation::Subtract:
        return each([a, b](std::size_t i) { return a[i] - b[i]; });
    case Operation::Multiply:
        return each([a, b](std::size_t i) { return a[i] * b[i]; });
    case Operation::Divide:
        return each([a, b](std::size_t i) { return a[i] / b[i]; });
    case Operation::Less:
        return each([a, b](std::size_t i) { return a[i] < b[i]; });
    case Operation::LessOrEqual:
        return each([a, b](std::size_t i) { return a[i] <= b[i]; });
    case Operation::Greater:
        return each([a, b](std::size_t i) { return a[i] > b[i]; });
    case Operation::GreaterOrEqual:
        return each([a, b](std::size_t i) { return a[i] >= b[i]; });
    case Operation::Equal:
        return each([a, b](std::size_t i) { return a[i] == b[i]; });
    case Operation::NotEqual: // false for NaN, as all comparisons
        return each([a, b](std::size_t i) { return a[i] < b[i] || a[i] > b[i]; });
    case Operation::Not:
        return each([a](std::size_t i) { return a[i] == 0; });
    case Operation::And:
        return each([a, b](std::size_t i) { return a[i] != 0 && b[i] != 0; });
    case Operation::Or:
        return each([a, b](std::size_t i) { return a[i] != 0 || b[i] != 0; });
    }
}

std::vector<std::size_t> NeuronFilter::statistics() const
{
    std::vector<std::size_t> places;
    for (const Step& step : m_steps) {
        if (step.operation == Operation::Column) {
            places.push_back(step.column);
        }
    }
    std::ranges::sort(places);
    const auto [first, last] = std::ranges::unique(places);
    places.erase(first, last);
    return places;
}

std::vector<std::uint32_t> NeuronFilter::matches(const LayerSummary& layer) const
{
    // Few neurons at a time: the stack stays in the nearest cache, and each step is a loop of its own.
    constexpr std::size_t blockSize = 256;
    std::vector<std::array<double, blockSize>> stack(m_stackSize);
    std::vector<std::uint32_t> found;
    for (std::size_t first = 0; first < layer.numNeurons; first += blockSize) {
        const std::size_t count = std::min(blockSize, layer.numNeurons - first);
        std::size_t top = 0; // values on the stack
        for (const Step& step : m_steps) {
            top -= numOperands(step.operation);
            const std::span<double> a = std::span(stack[top]).first(count);
            const std::span<double> b = top + 1 < stack.size() ? std::span(stack[top + 1]).first(count) : a;
            apply(step, layer, first, a, b);
            ++top;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (stack.front()[i] != 0) {
                found.push_back(static_cast<std::uint32_t>(first + i));
            }
        }
    }
    return found;
}

FilterCompletion completeFilter(std::string_view expression, std::size_t cursor,
                                const FilterNotation& notation)
{
    cursor = std::min({cursor, expression.size(), NeuronFilter::maxLength});
    FilterCompletion completion {.begin = cursor, .words = {}};
    bool isValueExpected = true;
    for (FilterTokens tokens(expression.substr(0, cursor), notation); tokens.kind() != FilterTokenKind::End;
         tokens.advance()) {
        if (isWord(tokens.kind()) && tokens.begin() + tokens.text().size() == cursor) {
            completion.begin = tokens.begin();
            break;
        }
        if (tokens.kind() == FilterTokenKind::Bar) {
            continue; // the first one begins a value, the second one ends it
        }
        isValueExpected = !endsValue(tokens.kind());
    }
    const std::string_view beginning = expression.substr(completion.begin, cursor - completion.begin);
    const auto offer = [&completion, beginning](std::string_view word) {
        if (beginsLike(word, beginning)
            && std::ranges::find(completion.words, word) == completion.words.end()) {
            completion.words.push_back(word);
        }
    };
    if (isValueExpected) {
        offer(neuronName);
        for (const NeuronStatistic& statistic : neuronStatistics()) {
            offer(statistic.shortName);
        }
        for (const NeuronStatistic& statistic : neuronStatistics()) {
            offer(statistic.id);
        }
    }
    for (const FilterWord& word : filterWords()) {
        if (startsValue(word.kind) == isValueExpected) {
            offer(word.text);
        }
    }
    return completion;
}

} // namespace bathyscope
