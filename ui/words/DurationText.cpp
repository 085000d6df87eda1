// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/DurationText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

QString durationText(std::chrono::duration<double> duration)
{
    const QLocale locale;
    const double seconds = std::max(duration.count(), 0.0);
    if (seconds < 10) {
        return QCoreApplication::translate("DurationText", "%1 s").arg(locale.toString(seconds, 'f', 1));
    }
    const auto whole = static_cast<int>(std::lround(seconds));
    if (whole < 60) {
        return QCoreApplication::translate("DurationText", "%1 s").arg(locale.toString(whole));
    }
    //: minutes and seconds, the latter with two digits
    return QCoreApplication::translate("DurationText", "%1 min %2 s")
        .arg(locale.toString(whole / 60))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

} // namespace bathyscope::ui
