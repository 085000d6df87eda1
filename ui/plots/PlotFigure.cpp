// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotFigure.h"

#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"

namespace bathyscope::ui {

namespace {

struct Title
{
    template <class Data>
    QString operator()(const std::array<Data, 2>& both) const
    {
        return both[0].title + QStringLiteral(", ") + both[1].title;
    }
    template <class Data>
    QString operator()(const Data& data) const
    {
        return data.title;
    }
};

struct Draw
{
    FigureFormat format;
    const FigureSize& size;
    const QString& caption;
    const QString& provenance;

    DrawnFigure operator()(const LinePlotData& data) const
    {
        LinePlot plot;
        return drawn(plot, data);
    }
    DrawnFigure operator()(const HeatmapData& data) const
    {
        HeatmapPlot plot;
        return drawn(plot, data);
    }
    DrawnFigure operator()(const HistogramData& data) const
    {
        HistogramPlot plot;
        return drawn(plot, data);
    }
    DrawnFigure operator()(const std::array<LinePlotData, 2>& both) const
    {
        return drawnBoth<LinePlot>(both);
    }
    DrawnFigure operator()(const std::array<HeatmapData, 2>& both) const
    {
        return drawnBoth<HeatmapPlot>(both);
    }

private:
    template <class Plot, class Data>
    DrawnFigure drawnBoth(const std::array<Data, 2>& both) const
    {
        Plot first;
        Plot second;
        first.setData(both[0]);
        second.setData(both[1]);
        return PlotWidget::drawBoth(first, second, format, size, caption, provenance);
    }

    template <class Plot, class Data>
    DrawnFigure drawn(Plot& plot, const Data& data) const
    {
        plot.setData(data);
        return plot.draw(format, size, caption, provenance);
    }
};

} // namespace

QString figureTitle(const FigureData& data)
{
    return std::visit(Title {}, data);
}

DrawnFigure drawFigure(const FigureData& data, FigureFormat format, const FigureSize& size,
                       const QString& caption, const QString& provenance)
{
    return std::visit(Draw {.format = format, .size = size, .caption = caption, .provenance = provenance},
                      data);
}

} // namespace bathyscope::ui
