// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/NumberTicks.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr QChar trueMinus(0x2212);

template <typename Ticker>
class NumberTicker : public Ticker
{
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override
    {
        QString label = Ticker::getTickLabel(tick, locale, formatChar, precision);
        // QCustomPlot raises powers only where the exponent is marked by the small letter.
        label.replace(locale.exponential(), QStringLiteral("e"));
        if (label.startsWith(QLatin1Char('-'))) {
            label[0] = trueMinus;
        }
        return label;
    }
};

class WholeTicker final : public NumberTicker<QCPAxisTicker>
{
protected:
    double getTickStep(const QCPRange& range) override
    {
        return std::max(1.0, std::floor(QCPAxisTicker::getTickStep(range)));
    }
};

} // namespace

QSharedPointer<QCPAxisTicker> linearTicks()
{
    return QSharedPointer<NumberTicker<QCPAxisTicker>>::create();
}

QSharedPointer<QCPAxisTicker> wholeTicks()
{
    return QSharedPointer<WholeTicker>::create();
}

QSharedPointer<QCPAxisTicker> logarithmicTicks()
{
    return QSharedPointer<NumberTicker<QCPAxisTickerLog>>::create();
}

QString plotNumber(double value, const QLocale& locale)
{
    constexpr int numDigits = 4;
    QString number = locale.toString(value, 'g', numDigits);
    number.replace(QLatin1Char('-'), trueMinus);
    return number;
}

} // namespace bathyscope::ui
