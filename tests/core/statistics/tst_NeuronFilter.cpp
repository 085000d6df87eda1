// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronFilter.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/RandomGenerator.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

using namespace bathyscope;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Numbers = std::vector<std::uint32_t>;

std::size_t columnOf(std::string_view id)
{
    return *neuronStatisticIndex(id);
}

/// Eight neurons; the last one is constant and has neither r nor p.
LayerSummary smallLayer()
{
    LayerSummary layer;
    layer.numNeurons = 8;
    layer.columns.assign(neuronStatistics().size(), std::vector<double>(layer.numNeurons, none));
    layer.columns[columnOf("r_length")] = {-0.4, -0.25, -0.2, 0, 0.1, 0.3, 0.5, none};
    layer.columns[columnOf("q_length")] = {0.01, 0.2, 0.04, 1, 0.5, 0.04, 0.001, none};
    layer.columns[columnOf("mean")] = {1, -1, 2, -2, 0, 3, -3, 4};
    layer.columns[columnOf("active_share")] = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1};
    return layer;
}

/// More neurons than pass through the machine at once, with holes.
LayerSummary largeLayer()
{
    LayerSummary layer;
    layer.numNeurons = 700;
    RandomGenerator random(7);
    for (std::size_t column = 0; column < neuronStatistics().size(); ++column) {
        std::vector<double>& values = layer.columns.emplace_back();
        for (std::size_t neuron = 0; neuron < layer.numNeurons; ++neuron) {
            values.push_back(random.below(20) == 0 ? none : random.uniform() - 0.5);
        }
    }
    return layer;
}

NeuronFilter parsed(std::string_view expression)
{
    auto result = NeuronFilter::parse(expression);
    if (const auto* error = std::get_if<FilterError>(&result)) {
        qFatal("refused: %s", error->found.c_str());
    }
    return std::get<NeuronFilter>(result);
}

/// Expressions and, by other means, what they say of a neuron.
class Author
{
public:
    struct Number
    {
        std::string text;
        std::function<double(const LayerSummary&, std::size_t)> value;
    };
    struct Condition
    {
        std::string text;
        std::function<bool(const LayerSummary&, std::size_t)> holds;
    };

    explicit Author(std::uint64_t seed)
        : m_random(seed)
    {
    }

    Number number(int depth)
    {
        switch (m_random.below(depth > 0 ? 6 : 3)) {
        case 0: {
            const auto constant = static_cast<double>(m_random.below(100)) / 64;
            return {std::to_string(constant), [constant](const auto&, std::size_t) { return constant; }};
        }
        case 1: {
            const std::size_t column = m_random.below(neuronStatistics().size());
            const NeuronStatistic& statistic = neuronStatistics()[column];
            return {std::string(m_random.below(2) == 0 ? statistic.id : statistic.shortName),
                    [column](const LayerSummary& layer, std::size_t i) { return layer.columns[column][i]; }};
        }
        case 2:
            return {"NEURON", [](const auto&, std::size_t i) { return static_cast<double>(i); }};
        case 3: {
            const Number a = number(depth - 1);
            return {"abs(" + a.text + ")",
                    [a](const auto& layer, std::size_t i) { return std::abs(a.value(layer, i)); }};
        }
        case 4: {
            const Number a = number(depth - 1);
            return {"- (" + a.text + ")",
                    [a](const auto& layer, std::size_t i) { return -a.value(layer, i); }};
        }
        default:
            break;
        }
        const Number a = number(depth - 1);
        const Number b = number(depth - 1);
        const std::size_t operation = m_random.below(4);
        return {"(" + a.text + std::string(1, "+-*/"[operation]) + b.text + ")",
                [a, b, operation](const auto& layer, std::size_t i) {
                    const double x = a.value(layer, i);
                    const double y = b.value(layer, i);
                    return operation == 0 ? x + y : operation == 1 ? x - y : operation == 2 ? x * y : x / y;
                }};
    }

    Condition condition(int depth)
    {
        if (depth > 0 && m_random.below(3) > 0) {
            const Condition a = condition(depth - 1);
            if (m_random.below(4) == 0) {
                return {"not (" + a.text + ")",
                        [a](const auto& layer, std::size_t i) { return !a.holds(layer, i); }};
            }
            const Condition b = condition(depth - 1);
            const bool isAnd = m_random.below(2) == 0;
            return {"(" + a.text + (isAnd ? ") and (" : ") or (") + b.text + ")",
                    [a, b, isAnd](const auto& layer, std::size_t i) {
                        return isAnd ? a.holds(layer, i) && b.holds(layer, i)
                                     : a.holds(layer, i) || b.holds(layer, i);
                    }};
        }
        const Number a = number(2);
        const Number b = number(2);
        const Number c = number(2);
        switch (m_random.below(5)) {
        case 0:
            return {a.text + " in " + b.text + ".." + c.text, [a, b, c](const auto& layer, std::size_t i) {
                        const double x = a.value(layer, i);
                        return b.value(layer, i) <= x && x <= c.value(layer, i);
                    }};
        case 1:
            return {a.text + " < " + b.text + " >= " + c.text, [a, b, c](const auto& layer, std::size_t i) {
                        const double y = b.value(layer, i);
                        return a.value(layer, i) < y && y >= c.value(layer, i);
                    }};
        case 2:
            return {a.text + " != " + b.text, [a, b](const auto& layer, std::size_t i) {
                        const double x = a.value(layer, i);
                        const double y = b.value(layer, i);
                        return x != y && !std::isnan(x) && !std::isnan(y);
                    }};
        case 3:
            return {"defined(" + a.text + ")",
                    [a](const auto& layer, std::size_t i) { return !std::isnan(a.value(layer, i)); }};
        default:
            return {a.text + " > " + b.text, [a, b](const auto& layer, std::size_t i) {
                        return a.value(layer, i) > b.value(layer, i);
                    }};
        }
    }

private:
    RandomGenerator m_random;
};

} // namespace

class TestNeuronFilter : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhichStatisticsItAsksFor();
    void findsNeurons_data();
    void findsNeurons();
    void understandsHowAPlaceWritesNumbers_data();
    void understandsHowAPlaceWritesNumbers();
    void understandsTheNamesOfALanguage();
    void saysWhereInAnotherNotation();
    void knowsEveryStatisticByBothNames();
    void agreesWithAnotherEvaluation();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void survivesHostileInput_data();
    void survivesHostileInput();
    void survivesRandomBytesAndWords();
    void completesWords_data();
    void completesWords();
    void completionsAreUnderstood();
};

void TestNeuronFilter::findsNeurons_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<int>>("expected");

    const auto row = [](const char* expression, const QList<int>& expected) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << expected;
    };
    row("r < -0.2 and q < 0.05", {0});
    row("r <= -0.2 and q < 0.05", {0, 2});
    row("abs(r) > 0.3 or not (mean > 0)", {0, 1, 3, 4, 6});
    row("neuron in 2..4", {2, 3, 4});
    row("neuron in 2 .. 4", {2, 3, 4});
    row("neuron in 2...5", {}); // the last point is that of .5: from 2 to 0.5
    row("neuron in 1+1..2*2", {2, 3, 4});
    row("r in -0.25..-0.2", {1, 2});
    row("-0.25 <= r < 0.1", {1, 2, 3});
    row("0 < r < 0.5 > q", {5}); // a q of 0.5 is not below 0.5
    row("mean = 4", {7});
    row("mean == 4 or mean=-3", {6, 7});
    row("r != 0", {0, 1, 2, 4, 5, 6});
    row("defined(r)", {0, 1, 2, 3, 4, 5, 6});
    row("not defined(r) or neuron = 0", {0, 7});
    row("not r > 0", {0, 1, 2, 3, 7});
    row("not not r > 0", {4, 5, 6});
    row("r > 0 or r < 0 and mean > 1", {2, 4, 5, 6}); // "and" binds more strongly
    row("(r > 0 or r < 0) and mean > 1", {2, 5});
    row("not r > 0 and mean > 1", {2, 7});
    row("1 + 2 * 2 - mean > 6", {3, 6});
    row("8 / 2 / 2 = 2 and neuron < 1", {0});
    row("-mean > 2", {6});
    row("- - mean > 2", {5, 7});
    row("2 - -mean > 4", {5, 7});
    row("R_LENGTH>4e-1", {6});
    row("r > .4", {6});
    row("neuron > 6.", {7});
    row("mean > 1e999", {});
    row("mean > 1e-999", {0, 2, 5, 7});
    row("r \u2265 0.3", {5, 6});
    row("r \u2264 \u22120.25", {0, 1});
    row("r\u00a0\u2260\u00a00 AND Active < 0.2", {0, 1});
    row("mean / 0 > 1", {0, 2, 5, 7});
    row("1 > 0", {0, 1, 2, 3, 4, 5, 6, 7});
    row("|r| > 0.25", {0, 5, 6});
    row("|r|>=0.25 and q<0.3", {0, 1, 5, 6});
    row("0.2 <= |r| < 0.4", {1, 2, 5});
    row("|r - 0.1| < 0.21", {3, 4, 5});
    row("||r| - 0.3| < 0.06", {1, 5});
    row("2 * |-r| = 1", {6});
    row("|mean| - |r| in 1.6..1.9", {2});
}

void TestNeuronFilter::findsNeurons()
{
    QFETCH(QString, expression);
    QFETCH(QList<int>, expected);
    const Numbers found = parsed(expression.toStdString()).matches(smallLayer());
    QCOMPARE(QList<int>(found.begin(), found.end()), expected);
}

void TestNeuronFilter::understandsHowAPlaceWritesNumbers_data()
{
    QTest::addColumn<QString>("decimal");
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("exponent");
    QTest::addColumn<QString>("number");
    QTest::addColumn<double>("expected");

    const auto vietnamese = [](const char* number, double expected) {
        QTest::addRow("Vietnamese %s", number)
            << QStringLiteral(",") << QStringLiteral(".") << QStringLiteral("e") << QString::fromUtf8(number)
            << expected;
    };
    vietnamese("0,5", 0.5);
    vietnamese(",5", 0.5);
    vietnamese("0.5", 0.5);
    vietnamese("0.125", 0.125); // no group begins with 0
    vietnamese("1.25", 1.25);
    vietnamese("1.234", 1234);
    vietnamese("12.345,5", 12345.5);
    vietnamese("1.234.567", 1234567);
    vietnamese("1234", 1234);
    vietnamese("1,5e3", 1500);
    vietnamese("1,5e\u22122", 0.015); // the true minus sign
    vietnamese("1,5E+2", 150);
    vietnamese("1\u00a0234", 1234);
    vietnamese("1\u202f234,5", 1234.5);
    vietnamese("1\u2009234", 1234);
    QTest::newRow("English 1,234.5") << QStringLiteral(".") << QStringLiteral(",") << QStringLiteral("e")
                                     << QStringLiteral("1,234.5") << 1234.5;
    QTest::newRow("French") << QStringLiteral(",") << QString::fromUtf8("\u202f") << QStringLiteral("e")
                            << QString::fromUtf8("1\u202f234,25") << 1234.25;
    QTest::newRow("Swedish") << QStringLiteral(",") << QString::fromUtf8("\u00a0")
                             << QString::fromUtf8("\u00d710^") << QString::fromUtf8("2\u00d710^\u22123")
                             << 0.002;
    QTest::newRow("C") << QStringLiteral(".") << QString() << QStringLiteral("e") << QStringLiteral("1.234")
                       << 1.234;
}

void TestNeuronFilter::understandsHowAPlaceWritesNumbers()
{
    QFETCH(QString, decimal);
    QFETCH(QString, group);
    QFETCH(QString, exponent);
    QFETCH(QString, number);
    QFETCH(double, expected);
    const FilterNotation notation {
        .decimal = decimal.toStdString(), .group = group.toStdString(), .exponent = exponent.toStdString()};
    LayerSummary layer = smallLayer();
    layer.columns[columnOf("mean")] = {expected, -expected, expected + 1, none, 0, expected, 0, 0};
    const std::string typed = number.toStdString();
    const std::vector<std::pair<std::string, Numbers>> expressions {
        {"mean=" + typed, {0, 5}},
        {"mean = \u2212" + typed, {1}},
        {"mean in " + typed + ".." + typed, {0, 5}}};
    for (const auto& [expression, found] : expressions) {
        const auto result = NeuronFilter::parse(expression, notation);
        QVERIFY2(std::holds_alternative<NeuronFilter>(result), expression.c_str());
        QCOMPARE(std::get<NeuronFilter>(result).matches(layer), found);
    }
}

void TestNeuronFilter::understandsTheNamesOfALanguage()
{
    const FilterNotation notation {.names = {{.text = "r riêng phần", .meaning = "r_length_given_frequency"},
                                             {.text = "r", .meaning = "r_length"},
                                             {.text = "trung bình", .meaning = "mean"},
                                             {.text = "nơ-ron", .meaning = "neuron"}}};
    LayerSummary layer = smallLayer();
    layer.columns[columnOf("r_length_given_frequency")] = {0, 1, 0, 0, 0, 0, 0, 0};
    for (const auto& [expression, found] : {std::pair {"r riêng phần>0", Numbers {1}},
                                            {"Trung bình < -2 and r > 0", Numbers {6}},
                                            {"mean < -2 and nơ-ron in 1..6", Numbers {6}},
                                            {"-trung bình>2", Numbers {6}},
                                            {"abs(r)>=0.4", Numbers {0, 6}}}) {
        const auto result = NeuronFilter::parse(expression, notation);
        QVERIFY2(std::holds_alternative<NeuronFilter>(result), expression);
        QCOMPARE(std::get<NeuronFilter>(result).matches(layer), found);
    }
    for (const char* expression : {"trung bìnhx > 0", "trung > 0", "r riêng > 0"}) {
        QVERIFY2(std::holds_alternative<FilterError>(NeuronFilter::parse(expression, notation)), expression);
    }
}

/// Positions are those of what is typed, whatever stands before them.
void TestNeuronFilter::saysWhereInAnotherNotation()
{
    const FilterNotation notation {
        .decimal = ",", .group = ".", .names = {{.text = "trung bình", .meaning = "mean"}}};
    for (const auto& [before, wrong] : {std::pair {"r < 1.234,5e\u22123 ", "x"},
                                        {"trung bình > \u22120,5 ", ")"},
                                        {"r < 12.345,", ""},
                                        {"r < 0,5", ";"},
                                        {"neuron in 1.000..2.000 or trung ", "bìnhx"}}) {
        std::string expression = std::string(before) + wrong;
        const auto result = NeuronFilter::parse(expression, notation);
        const auto* error = std::get_if<FilterError>(&result);
        QVERIFY2(error != nullptr, expression.c_str());
        qInfo("%s: %zu %s", expression.c_str(), error->begin, error->found.c_str());
        QCOMPARE(expression.substr(error->begin, error->length), error->found);
    }
    const auto comma = NeuronFilter::parse("neuron in 10, 20", notation);
    QCOMPARE(std::get<FilterError>(comma).begin, std::size_t {12});
    const auto name = NeuronFilter::parse("trung bình > \u22120,5 and lenght > 1", notation);
    QCOMPARE(std::get<FilterError>(name).problem, FilterProblem::UnknownName);
    QCOMPARE(std::get<FilterError>(name).found, std::string("lenght"));
    QCOMPARE(std::get<FilterError>(name).begin, std::string("trung bình > \u22120,5 and ").size());
}

void TestNeuronFilter::knowsEveryStatisticByBothNames()
{
    LayerSummary layer = smallLayer();
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        layer.columns.assign(neuronStatistics().size(), std::vector<double>(layer.numNeurons, none));
        layer.columns[i][3] = 1;
        for (const std::string_view name :
             {neuronStatistics()[i].id, std::string_view(neuronStatistics()[i].shortName)}) {
            QCOMPARE(parsed(std::string(name) + " > 0").matches(layer), Numbers {3});
        }
    }
}

void TestNeuronFilter::agreesWithAnotherEvaluation()
{
    const LayerSummary layer = largeLayer();
    std::size_t numFound = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Author::Condition written = Author(seed).condition(3);
        if (written.text.size() > NeuronFilter::maxLength) {
            continue;
        }
        Numbers expected;
        for (std::uint32_t i = 0; i < layer.numNeurons; ++i) {
            if (written.holds(layer, i)) {
                expected.push_back(i);
            }
        }
        QVERIFY2(parsed(written.text).matches(layer) == expected, written.text.c_str());
        numFound += expected.empty() || expected.size() == layer.numNeurons ? 0 : 1;
    }
    QVERIFY(numFound > 100);
}

void TestNeuronFilter::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("problem");
    QTest::addColumn<int>("begin");
    QTest::addColumn<QString>("found");

    const auto row = [](const char* expression, FilterProblem problem, int begin, const char* found) {
        QTest::newRow(expression[0] == '\0' ? "empty" : expression)
            << QString::fromUtf8(expression) << static_cast<int>(problem) << begin
            << QString::fromUtf8(found);
    };
    row("", FilterProblem::ExpectedValue, 0, "");
    row("   ", FilterProblem::ExpectedValue, 3, "");
    row("r <", FilterProblem::ExpectedValue, 3, "");
    row("r < < 2", FilterProblem::ExpectedValue, 4, "<");
    row("r < -0.2 and", FilterProblem::ExpectedValue, 12, "");
    row("and r < 1", FilterProblem::ExpectedValue, 0, "and");
    row("r", FilterProblem::ExpectedComparison, 1, "");
    row("r and q < 1", FilterProblem::ExpectedComparison, 2, "and");
    row("r < 1 and q", FilterProblem::ExpectedComparison, 11, "");
    row("not r", FilterProblem::ExpectedComparison, 5, "");
    row("(r < 1) + 1 > 0", FilterProblem::ExpectedNumber, 8, "+");
    row("abs(r < 1) > 0", FilterProblem::ExpectedNumber, 11, ">");
    row("r < (q < 1)", FilterProblem::ExpectedNumber, 11, "");
    row("r < 1 q < 1", FilterProblem::ExpectedEnd, 6, "q");
    row("r < 0,5", FilterProblem::ExpectedEnd, 5, ",");
    row("r < 1)", FilterProblem::ExpectedEnd, 5, ")");
    row("abs r > 0", FilterProblem::ExpectedOpening, 4, "r");
    row("(r < 1", FilterProblem::ExpectedClosing, 6, "");
    row("abs(r > 0", FilterProblem::ExpectedClosing, 9, "");
    row("|r > 0", FilterProblem::ExpectedBar, 3, ">");
    row("|r", FilterProblem::ExpectedBar, 2, "");
    row("|r| | > 0", FilterProblem::ExpectedComparison, 4, "|");
    row("|r < 1| > 0", FilterProblem::ExpectedBar, 3, "<");
    row("| > 0", FilterProblem::ExpectedValue, 2, ">");
    row("neuron in 10", FilterProblem::ExpectedRange, 12, "");
    row("neuron in 10, 20", FilterProblem::ExpectedRange, 12, ",");
    row("neuron in 10..", FilterProblem::ExpectedValue, 14, "");
    row("length > 3", FilterProblem::UnknownName, 0, "length");
    row("r < \u00e9", FilterProblem::UnknownCharacter, 4, "\u00e9");
    row("r < 1 & q < 1", FilterProblem::ExpectedEnd, 6, "&");
}

void TestNeuronFilter::saysWhatIsWrongAndWhere()
{
    QFETCH(QString, expression);
    QFETCH(int, problem);
    QFETCH(int, begin);
    QFETCH(QString, found);
    const auto result = NeuronFilter::parse(expression.toStdString());
    const auto* error = std::get_if<FilterError>(&result);
    QVERIFY(error != nullptr);
    QCOMPARE(static_cast<int>(error->problem), problem);
    QCOMPARE(static_cast<int>(error->begin), begin);
    QCOMPARE(QString::fromStdString(error->found), found);
    QCOMPARE(error->length, error->found.size());
}

void TestNeuronFilter::survivesHostileInput_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<bool>("isRefused");

    QTest::newRow("a megabyte") << QByteArray(1'000'000, '(') << true;
    QTest::newRow("brackets") << QByteArray(999, '(') << true;
    QTest::newRow("minus signs") << QByteArray(999, '-') << true;
    QTest::newRow("nots") << QByteArray("not ").repeated(249) << true;
    QTest::newRow("bars") << QByteArray(999, '|') << true;
    QTest::newRow("functions") << QByteArray("abs(").repeated(249) << true;
    QTest::newRow("zeros") << QByteArray(1000, '\0') << true;
    QTest::newRow("ill-formed UTF-8") << QByteArray("r < \xe2\x88") << true;
    QTest::newRow("points") << QByteArray(999, '.') << true;
    QTest::newRow("digits") << QByteArray("r<") + QByteArray(998, '9') << false;
    QTest::newRow("long chain") << QByteArray("r<").repeated(499) + "1" << false;
    QTest::newRow("long sum") << QByteArray("r+").repeated(490) + "r>0" << false;
    QTest::newRow("long and") << QByteArray("r<1 and ").repeated(124) + "r<1" << false;
    QTest::newRow("nested just enough") << QByteArray(49, '(') + "r" + QByteArray(49, ')') + "<1" << false;
}

void TestNeuronFilter::survivesHostileInput()
{
    QFETCH(QByteArray, expression);
    QFETCH(bool, isRefused);
    const auto result = NeuronFilter::parse(expression.toStdString());
    QCOMPARE(std::holds_alternative<FilterError>(result), isRefused);
    if (!isRefused) {
        QVERIFY(std::get<NeuronFilter>(result).matches(largeLayer()).size() <= 700);
    }
}

void TestNeuronFilter::survivesRandomBytesAndWords()
{
    const LayerSummary layer = smallLayer();
    const std::vector<std::string> words {"r",   "q",       "neuron", "abs", "(",   ")", "not",
                                          "and", "or",      "in",     "..",  "0.1", "-", "<",
                                          ">=",  "defined", "+",      "*",   "=",   "1e"};
    RandomGenerator random(3);
    std::size_t numAccepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string expression;
        const std::size_t length = random.below(12);
        for (std::size_t i = 0; i < length; ++i) {
            if (round % 2 == 0) {
                expression += words[random.below(words.size())] + " ";
            } else {
                expression += static_cast<char>(random.below(256));
            }
        }
        const auto result = NeuronFilter::parse(expression);
        if (const auto* filter = std::get_if<NeuronFilter>(&result)) {
            QVERIFY(filter->matches(layer).size() <= layer.numNeurons);
            ++numAccepted;
        } else {
            const auto& error = std::get<FilterError>(result);
            QCOMPARE(expression.substr(error.begin, error.length), error.found);
        }
        (void)completeFilter(expression, random.below(length + 1));
    }
    QVERIFY(numAccepted > 0);
}

void TestNeuronFilter::completesWords_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("begin");
    QTest::addColumn<QStringList>("words");

    const auto row = [](const char* expression, int begin, const QStringList& words) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << begin << words;
    };
    row("ku", 0, {QStringLiteral("kurtosis")});
    row("r < 0.1 a", 8, {QStringLiteral("and")});
    row("r < 0.1 and a", 12,
        {QStringLiteral("active"), QStringLiteral("active_share"), QStringLiteral("abs")});
    row("neuron i", 7, {QStringLiteral("in")});
    row("not (SK", 5, {QStringLiteral("skew"), QStringLiteral("skewness")});
    row("r < 0.1 ", 8, {QStringLiteral("and"), QStringLiteral("or"), QStringLiteral("in")});
    row("r < 0.1", 7, {QStringLiteral("and"), QStringLiteral("or"), QStringLiteral("in")});
    row("xyz", 0, {});
    row("|ku", 1, {QStringLiteral("kurtosis")});
    row("|r| ", 4, {QStringLiteral("and"), QStringLiteral("or"), QStringLiteral("in")});
}

void TestNeuronFilter::completesWords()
{
    QFETCH(QString, expression);
    QFETCH(int, begin);
    QFETCH(QStringList, words);
    const std::string text = expression.toStdString();
    const FilterCompletion completion = completeFilter(text, text.size());
    QStringList found;
    for (const std::string_view word : completion.words) {
        found += QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    }
    QCOMPARE(found, words);
    QCOMPARE(static_cast<int>(completion.begin), begin);
}

void TestNeuronFilter::completionsAreUnderstood()
{
    const FilterCompletion all = completeFilter("", 0);
    QVERIFY(all.words.size() > neuronStatistics().size());
    for (const std::string_view word : all.words) {
        const bool isCondition = word == "not" || word == "defined";
        const bool isFunction = word == "abs" || word == "defined";
        const std::string expression = std::string(word)
            + (isFunction          ? "(r)"
                   : word == "not" ? " r < 0"
                                   : "")
            + (isCondition ? "" : " > 0");
        QVERIFY2(std::holds_alternative<NeuronFilter>(NeuronFilter::parse(expression)), expression.c_str());
    }
}

void TestNeuronFilter::tellsWhichStatisticsItAsksFor()
{
    const auto statisticsOf = [](const char* expression) {
        return std::get<NeuronFilter>(NeuronFilter::parse(expression)).statistics();
    };
    QCOMPARE(statisticsOf("neuron < 5"), std::vector<std::size_t> {});
    QCOMPARE(statisticsOf("q < 0.05 and abs(r) > 0.1 and r in 0..1"),
             (std::vector<std::size_t> {columnOf("r_length"), columnOf("q_length")}));
}

QTEST_GUILESS_MAIN(TestNeuronFilter)
#include "tst_NeuronFilter.moc"
