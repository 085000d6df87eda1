// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/NumberText.h"

#include <QLocale>

#include <cmath>

namespace bathyscope::ui {

namespace {

QString withTrueMinus(QString text)
{
    constexpr QChar minus(0x2212);
    return text.replace(QLatin1Char('-'), minus);
}

QString undefined()
{
    return QStringLiteral("–");
}

} // namespace

QString wholeText(qlonglong value)
{
    return withTrueMinus(QLocale().toString(value));
}

QString fixedText(double value, int decimals)
{
    return std::isnan(value) ? undefined() : withTrueMinus(QLocale().toString(value, 'f', decimals));
}

QString shortText(double value, int digits)
{
    return std::isnan(value) ? undefined() : withTrueMinus(QLocale().toString(value, 'g', digits));
}

} // namespace bathyscope::ui
