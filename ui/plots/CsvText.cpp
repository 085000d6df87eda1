// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/CsvText.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

QString csvNumber(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString csvLine(const QStringList& fields)
{
    QStringList quoted;
    for (QString field : fields) {
        const bool needsQuotes =
            std::ranges::any_of(field, [](QChar c) { return QStringLiteral(",\"\r\n").contains(c); });
        if (needsQuotes) {
            field.replace(QStringLiteral("\""), QStringLiteral("\"\""));
            field = QLatin1Char('"') + field + QLatin1Char('"');
        }
        quoted.append(field);
    }
    return quoted.join(QLatin1Char(',')) + QLatin1Char('\n');
}

} // namespace bathyscope::ui
