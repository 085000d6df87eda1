// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/XmlText.h"

#include <QChar>

namespace bathyscope::ui {

namespace {

/// Embeddings, overrides and isolates of Unicode's bidirectional algorithm.
bool turnsDirection(QChar c)
{
    const char16_t unit = c.unicode();
    return (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
}

bool isAllowed(QChar c)
{
    constexpr char16_t firstPrintable = 0x20;
    constexpr char16_t firstNoncharacter = 0xfffe;
    const char16_t unit = c.unicode();
    const bool isSpace = c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    return isSpace || (unit >= firstPrintable && unit < firstNoncharacter && !turnsDirection(c));
}

} // namespace

QString xmlText(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair) {
            ++i;
        } else if (text[i].isSurrogate() || !isAllowed(text[i])) {
            text[i] = QChar::ReplacementCharacter;
        }
    }
    return text;
}

} // namespace bathyscope::ui
