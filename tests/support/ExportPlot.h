// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"
#include "ui/figures/SavedFigure.h"
#include "ui/plots/PlotWidget.h"

#include <QString>

namespace bathyscope::test {

/// Draws a plot into a file of a format by its suffix, as the program does. Returns what is wrong; empty
/// where nothing is.
inline QString exportPlot(ui::PlotWidget& plot, const QString& path, const ui::FigureSize& size,
                          const QString& caption = {}, const QString& provenance = {})
{
    try {
        ui::saveFigure(plot.draw(ui::figureFormat(path).value(), size, caption, provenance),
                       path.toStdString());
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace bathyscope::test
