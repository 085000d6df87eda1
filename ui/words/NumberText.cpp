// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(NumberText)
};

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
    return std::isfinite(value) ? withTrueMinus(QLocale().toString(value, 'f', decimals)) : undefined();
}

QString shortText(double value, int digits)
{
    return std::isfinite(value) ? withTrueMinus(QLocale().toString(value, 'g', digits)) : undefined();
}

QString shareText(double share, int decimals)
{
    constexpr double percent = 100;
    //: a percentage
    return std::isfinite(share) ? Text::tr("%1 %").arg(fixedText(percent * share, decimals)) : undefined();
}

QString bytesText(std::uint64_t bytes, int decimals)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), decimals, QLocale::DataSizeSIFormat);
}

} // namespace bathyscope::ui
