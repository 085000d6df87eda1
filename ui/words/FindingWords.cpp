// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/FindingWords.h"

#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

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

QString filledWords(HookElement element, const char* text, const std::vector<FindingArgument>& arguments)
{
    std::vector<std::string> words;
    words.reserve(arguments.size());
    std::ranges::transform(arguments, std::back_inserter(words), argumentWords);
    const std::string sentence = wordedIn("Findings", element, text).toStdString();
    return QString::fromStdString(fillPlaceholders(sentence, words));
}

} // namespace

QString findingNumberWords(const FindingNumber& number)
{
    switch (number.style) {
    case FindingNumber::Style::Whole:
        return numberText(std::llround(number.value));
    case FindingNumber::Style::Percent:
        return shareText(number.value);
    case FindingNumber::Style::Decimals:
        break;
    }
    return fixedText(number.value, 3);
}

QString findingTitle(const Finding& finding)
{
    return wordedIn("Findings", finding.element, finding.title);
}

QString findingSentence(const Finding& finding)
{
    QString sentence = filledWords(finding.element, finding.text, finding.arguments);
    if (*finding.lead) {
        sentence.prepend(QCoreApplication::translate("Findings", finding.lead) + QLatin1Char(' '));
    }
    if (!finding.note.isEmpty()) {
        sentence += QLatin1Char(' ') + remarkSentence(finding.note);
    }
    return sentence;
}

QString remarkSentence(const Remark& remark)
{
    return filledWords(remark.element, remark.text, remark.arguments);
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
