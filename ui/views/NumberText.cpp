// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/NumberText.h"

#include <QLocale>

namespace bathyscope::ui {

namespace {

QString withTrueMinus(QString text)
{
    constexpr QChar minus(0x2212);
    return text.replace(QLatin1Char('-'), minus);
}

} // namespace

QString wholeText(qlonglong value)
{
    return withTrueMinus(QLocale().toString(value));
}

QString fixedText(double value, int decimals)
{
    return withTrueMinus(QLocale().toString(value, 'f', decimals));
}

QString shortText(double value, int digits)
{
    return withTrueMinus(QLocale().toString(value, 'g', digits));
}

} // namespace bathyscope::ui
