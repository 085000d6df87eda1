// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QSharedPointer>
#include <QString>

class QCPAxisTicker;

namespace bathyscope::ui {

/// Ticks with numbers as a printed figure has them: a true minus sign, powers of ten raised.
[[nodiscard]] QSharedPointer<QCPAxisTicker> linearTicks();
[[nodiscard]] QSharedPointer<QCPAxisTicker> wholeTicks(); ///< at whole numbers only
[[nodiscard]] QSharedPointer<QCPAxisTicker> logarithmicTicks();

/// A number beside a plot, with four digits and a true minus sign.
[[nodiscard]] QString plotNumber(double value, const QLocale& locale);

} // namespace bathyscope::ui
