// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/FilterText.h"

#include "core/statistics/NeuronStatistic.h"
#include "ui/words/NeuronColumnText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr double oneHalf = 0.5;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FilterText)
};

/// %1 is what stands there, %2 which character of the expression it is, from 1.
QString problemText(FilterProblem problem, bool isAtEnd)
{
    switch (problem) {
    case FilterProblem::ExpectedValue:
        return isAtEnd ? Text::tr("Incomplete: a name, a number or a bracket must follow.")
                       : Text::tr("“%1” (character %2): a name, a number or a bracket must stand here.");
    case FilterProblem::ExpectedComparison:
        return isAtEnd ? Text::tr("Incomplete: compare it with something, such as r < 0.")
                       : Text::tr("“%1” (character %2): before it a comparison must stand, such as r < 0.");
    case FilterProblem::ExpectedNumber:
        return isAtEnd ? Text::tr("Before the end a number must stand, and no comparison.")
                       : Text::tr("“%1” (character %2): before it a number must stand, and no comparison.");
    case FilterProblem::ExpectedEnd:
        //: %3 is a number
        return Text::tr("“%1” (character %2): join conditions by and or or. Numbers are written so: %3.");
    case FilterProblem::ExpectedOpening:
        return isAtEnd ? Text::tr("Incomplete: a bracket “(” must follow.")
                       : Text::tr("“%1” (character %2): a bracket “(” must stand here.");
    case FilterProblem::ExpectedClosing:
        return isAtEnd ? Text::tr("Incomplete: a bracket “)” is missing.")
                       : Text::tr("“%1” (character %2): a bracket “)” must stand here.");
    case FilterProblem::ExpectedBar:
        return isAtEnd ? Text::tr("Incomplete: a second bar “|” is missing.")
                       : Text::tr("“%1” (character %2): a second bar “|” must stand here.");
    case FilterProblem::ExpectedRange:
        return isAtEnd ? Text::tr("Incomplete: a range has two ends, such as 10..20.")
                       : Text::tr("“%1” (character %2): a range has two ends, such as 10..20.");
    case FilterProblem::UnknownName:
        return Text::tr("“%1” (character %2) is no column: press ? for their names.");
    case FilterProblem::UnknownCharacter:
        return Text::tr("“%1” (character %2) has no meaning here: press ? for what has.");
    case FilterProblem::TooLong:
        //: a filter; %1 is a number of characters
        return Text::tr("Too long: %1 characters at most.").arg(numberText(NeuronFilter::maxLength));
    case FilterProblem::TooDeep:
        return Text::tr("“%1” (character %2): too many brackets inside each other.");
    }
    return {};
}

/// A number as it can be typed.
QString typedText(double number)
{
    return QLocale().toString(number);
}

/// What a column may be called: as the table heads it, and by the names of every language; rich text.
QString namesText(const QString& title, std::initializer_list<std::string_view> names)
{
    QStringList all {title};
    for (const std::string_view name : names) {
        all += QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    }
    all.removeDuplicates();
    return all.join(QStringLiteral(", ")).toHtmlEscaped();
}

QString row(const QString& code, const QString& meaning)
{
    return QStringLiteral("<tr><td style=\"white-space:nowrap\"><code>%1</code></td><td>&nbsp;&nbsp;</td>"
                          "<td>%2</td></tr>")
        .arg(code, meaning.toHtmlEscaped());
}

} // namespace

FilterNotation filterNotation()
{
    const QLocale locale;
    FilterNotation notation {.decimal = locale.decimalPoint().toStdString(),
                             .group = locale.groupSeparator().toStdString(),
                             .exponent = locale.exponential().toLower().toStdString()};
    for (const HookElement element : {HookElement::Neuron, HookElement::Dimension}) {
        notation.names.push_back({.text = neuronNumberTitle(element).toStdString(), .meaning = "neuron"});
    }
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        notation.names.push_back(
            {.text = neuronColumnTitle(statistic).toStdString(), .meaning = statistic.id});
    }
    return notation;
}

QString filterErrorText(const FilterError& error, const QString& expression)
{
    QString text = problemText(error.problem, error.found.empty());
    if (!error.found.empty()) {
        constexpr qsizetype most = 20;
        const QString found = QString::fromStdString(error.found).left(most);
        const QByteArray before = expression.toUtf8().left(static_cast<qsizetype>(error.begin));
        text = text.arg(found, numberText(QString::fromUtf8(before).size() + 1));
        text.replace(QStringLiteral("%3"), typedText(oneHalf));
    }
    return text;
}

QString filterHelpText()
{
    const std::array<std::pair<QString, QString>, 8> examples {{
        {QStringLiteral("r &lt; %1 and q &lt; %2").arg(typedText(-0.2), typedText(0.05)),
         Text::tr("both hold")},
        {QStringLiteral("abs(r) &gt; %1 or not (mean &gt; 0)").arg(typedText(0.3)),
         Text::tr("one of them holds, or both")},
        {QStringLiteral("|r| &gt; %1").arg(typedText(0.3)),
         Text::tr("the size, whatever the sign; abs(r) is the same")},
        {QStringLiteral("neuron in 10..20"), Text::tr("a range, both ends included")},
        {QStringLiteral("%1 &lt;= r &lt; %2").arg(typedText(-0.1), typedText(0.1)),
         Text::tr("between two numbers")},
        {QStringLiteral("abs(r - partial) &gt; %1").arg(typedText(0.1)),
         Text::tr("numbers are computed with + − * /")},
        {QStringLiteral("r != 0"), Text::tr("not equal; = is equal")},
        {QStringLiteral("defined(r)"), Text::tr("the value exists: a constant neuron has no r")},
    }};
    QString text = QStringLiteral("<p><b>%1</b></p><table>").arg(Text::tr("Filters").toHtmlEscaped());
    for (const auto& [code, meaning] : examples) {
        text += row(code, meaning);
    }
    text += QStringLiteral("</table><p><b>%1</b></p><table>").arg(Text::tr("Names").toHtmlEscaped());
    text += row(namesText(neuronNumberTitle(HookElement::Neuron), {"neuron"}),
                Text::tr("Number of the neuron in its layer, from 0"));
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        text += row(namesText(neuronColumnTitle(statistic), {statistic.shortName, statistic.id}),
                    QCoreApplication::translate("NeuronStatistic", statistic.label));
    }
    return text + QStringLiteral("</table>");
}

} // namespace bathyscope::ui
