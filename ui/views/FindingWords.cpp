// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FindingWords.h"

#include "ui/views/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FindingWords)
};

std::string argumentWords(const FindingArgument& argument)
{
    const auto* number = std::get_if<FindingNumber>(&argument);
    // What has no translation is the same in every language: lists of layers, names of tables.
    return number
        ? findingNumberWords(*number).toStdString()
        : QCoreApplication::translate("Findings", std::get<std::string>(argument).c_str()).toStdString();
}

} // namespace

QString findingNumberWords(const FindingNumber& number)
{
    switch (number.style) {
    case FindingNumber::Style::Whole:
        return numberText(std::llround(number.value));
    case FindingNumber::Style::Percent:
        //: a share; %1 is a number
        return Text::tr("%1 %").arg(numberText(std::llround(100 * number.value)));
    case FindingNumber::Style::Decimals:
        break;
    }
    return fixedText(number.value, 3);
}

QString findingTitle(const Finding& finding)
{
    return QCoreApplication::translate("Findings", finding.title);
}

QString findingSentence(const Finding& finding)
{
    std::vector<std::string> arguments;
    arguments.reserve(finding.arguments.size());
    std::ranges::transform(finding.arguments, std::back_inserter(arguments), argumentWords);
    const QString translated = QCoreApplication::translate("Findings", finding.text);
    return QString::fromStdString(fillPlaceholders(translated.toStdString(), arguments));
}

QString verdictWord(FindingVerdict verdict)
{
    switch (verdict) {
    case FindingVerdict::Holds:
        //: verdict on a claim
        return Text::tr("holds");
    case FindingVerdict::Fails:
        //: verdict on a claim: it is not so
        return Text::tr("fails");
    case FindingVerdict::Unanswered:
        break;
    }
    //: verdict on a claim: the run cannot tell
    return Text::tr("unanswered");
}

VerdictSign verdictSign(FindingVerdict verdict)
{
    switch (verdict) {
    case FindingVerdict::Holds:
        return {.iconName = "done", .color = ThemeColor::Success};
    case FindingVerdict::Fails:
        return {.iconName = "error", .color = ThemeColor::Warning};
    case FindingVerdict::Unanswered:
        break;
    }
    return {.iconName = "question", .color = ThemeColor::Secondary};
}

} // namespace bathyscope::ui
