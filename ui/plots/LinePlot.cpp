// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/LinePlot.h"

#include "ui/plots/CsvText.h"

#include <QLocale>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace bathyscope::ui {

namespace {

constexpr std::size_t rowsOfLegend = 16;
constexpr double clickDistance = 12; // pixels

} // namespace

struct LinePlot::Parts
{
    LinePlotData data;
    std::set<int> hidden;
    std::optional<int> highlighted;
    QCPItemStraightLine* zeroLine = nullptr; // owned by the plot
    QCPLegend* legend = nullptr; // owned by the plot's layout
};

struct LinePlot::Nearest
{
    std::size_t series = 0;
    std::size_t point = 0;
    double distance = 0; ///< pixels, vertically
};

LinePlot::LinePlot(QWidget* parent)
    : PlotWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    QCustomPlot& plot = this->plot();
    m_parts->zeroLine = new QCPItemStraightLine(&plot);
    m_parts->zeroLine->point1->setCoords(0, 0);
    m_parts->zeroLine->point2->setCoords(0, 1);
    m_parts->legend = new QCPLegend;
    m_parts->legend->setFillOrder(QCPLegend::foRowsFirst);
    m_parts->legend->setBorderPen(Qt::NoPen);
    m_parts->legend->setBrush(Qt::NoBrush);
    m_parts->legend->setIconSize(12, 8);
    m_parts->legend->setIconTextPadding(4);
    m_parts->legend->setRowSpacing(1);
    m_parts->legend->setColumnSpacing(4);
    m_parts->legend->setMargins({8, 2, 0, 2});
    m_parts->legend->setMinimumSize(sideWidth, 0);
    m_parts->legend->setMaximumSize(sideWidth, QWIDGETSIZE_MAX);
    m_parts->legend->setSizeConstraintRect(QCPLayoutElement::scrOuterRect);
    // An empty element below takes the height that the entries do not need.
    auto* column = new QCPLayoutGrid;
    plot.plotLayout()->addElement(0, 1, column);
    column->setRowSpacing(0);
    column->setMargins({0, 0, 0, 0});
    column->addElement(0, 0, m_parts->legend);
    column->addElement(1, 0, new QCPLayoutElement(&plot));
    column->setRowStretchFactor(0, 1e-3);
    column->setMinimumSize(sideWidth, 0);
    column->setMaximumSize(sideWidth, QWIDGETSIZE_MAX);
    m_parts->legend->setLayer(QStringLiteral("legend"));
    plot.setAutoAddPlottableToLegend(false);
    restyle();
}

LinePlot::~LinePlot() = default;

const LinePlotData& LinePlot::data() const
{
    return m_parts->data;
}

void LinePlot::setData(const LinePlotData& data)
{
    QCustomPlot& plot = this->plot();
    m_parts->data = data;
    setFrame(data.title, data.xLabel, data.yLabel, data.xRange);
    m_parts->zeroLine->setVisible(data.xZeroLine);
    const auto numSeries = static_cast<int>(data.series.size());
    while (plot.graphCount() > numSeries) {
        plot.removeGraph(plot.graphCount() - 1);
    }
    while (plot.graphCount() < numSeries) {
        plot.addGraph();
    }
    double top = 0;
    for (int i = 0; i < numSeries; ++i) {
        const LineSeries& series = data.series[static_cast<std::size_t>(i)];
        QCPGraph* graph = plot.graph(i);
        graph->setLineStyle(data.steps ? QCPGraph::lsStepCenter : QCPGraph::lsLine);
        graph->setData(QVector<double>(series.x.begin(), series.x.end()),
                       QVector<double>(series.y.begin(), series.y.end()), true);
        // In several columns there is room for the number only.
        graph->setName(data.series.size() > rowsOfLegend ? QString::number(series.id) : series.name);
        for (const double y : series.y) {
            top = y > top ? y : top;
        }
    }
    plot.yAxis->setRange(0, top > 0 ? 1.05 * top : 1);
    setHasData(numSeries > 0);
    fitLegend();
    restyle();
    replotSoon();
}

void LinePlot::fitLegend()
{
    QCustomPlot& plot = this->plot();
    QCPLegend* legend = m_parts->legend;
    const auto numSeries = static_cast<std::size_t>(plot.graphCount());
    if (static_cast<std::size_t>(legend->itemCount()) != numSeries) {
        legend->clearItems();
        legend->setWrap(static_cast<int>(rowsOfLegend));
        for (int i = 0; i < plot.graphCount(); ++i) {
            legend->addItem(new QCPPlottableLegendItem(legend, plot.graph(i)));
        }
    }
    legend->setIconSize(numSeries > rowsOfLegend ? 7 : 12, 8);
}

void LinePlot::setHighlighted(std::optional<int> seriesId)
{
    if (m_parts->highlighted != seriesId) {
        m_parts->highlighted = seriesId;
        restyle();
        replotSoon();
    }
}

bool LinePlot::isSeriesVisible(int seriesId) const
{
    return !m_parts->hidden.contains(seriesId);
}

void LinePlot::setSeriesVisible(int seriesId, bool visible)
{
    if (visible) {
        m_parts->hidden.erase(seriesId);
    } else {
        m_parts->hidden.insert(seriesId);
    }
    restyle();
    replotSoon();
}

void LinePlot::restyle()
{
    const PlotStyle& style = plotStyle();
    QCustomPlot& plot = this->plot();
    m_parts->zeroLine->setPen(QPen(style.zeroLine, 1));
    QFont small = font();
    small.setPointSizeF(std::max(6.0, font().pointSizeF() * 0.85));
    m_parts->legend->setFont(small);
    for (int i = 0; i < plot.graphCount(); ++i) {
        const LineSeries& series = m_parts->data.series[static_cast<std::size_t>(i)];
        const bool isVisible = isSeriesVisible(series.id);
        const bool isStrong = m_parts->highlighted == series.id;
        QColor color = style.depth(series.depth);
        if (m_parts->highlighted && !isStrong) {
            color.setAlpha(90);
        }
        QCPGraph* graph = plot.graph(i);
        graph->setPen(QPen(color, isStrong ? 3 : 1.4));
        graph->setVisible(isVisible);
        graph->setLayer(isStrong ? QStringLiteral("overlay") : QStringLiteral("main"));
        if (auto* item = m_parts->legend->item(i); item != nullptr) {
            QFont itemFont = small;
            itemFont.setStrikeOut(!isVisible);
            itemFont.setBold(isStrong);
            item->setFont(itemFont);
            item->setTextColor(isVisible ? style.text : style.axis);
        }
    }
}

std::optional<LinePlot::Nearest> LinePlot::nearest(QPoint position) const
{
    const QCustomPlot& plot = this->plot();
    const double x = plot.xAxis->pixelToCoord(position.x());
    std::optional<Nearest> best;
    for (std::size_t i = 0; i < m_parts->data.series.size(); ++i) {
        const LineSeries& series = m_parts->data.series[i];
        if (series.x.empty() || !isSeriesVisible(series.id)) {
            continue;
        }
        const auto next = std::ranges::lower_bound(series.x, x);
        auto point = static_cast<std::size_t>(next - series.x.begin());
        if (point == series.x.size() || (point > 0 && x - series.x[point - 1] < series.x[point] - x)) {
            --point;
        }
        const double distance = std::abs(plot.yAxis->coordToPixel(series.y[point]) - position.y());
        if (!best || distance < best->distance) {
            best = Nearest {.series = i, .point = point, .distance = distance};
        }
    }
    return best;
}

void LinePlot::pointerMoved(QPoint position)
{
    if (const std::optional<Nearest> found = nearest(position)) {
        const LineSeries& series = m_parts->data.series[found->series];
        const QLocale locale;
        setReadOut(QStringLiteral("%1   %2 = %3   %4 = %5")
                       .arg(series.name, m_parts->data.xLabel,
                            locale.toString(series.x[found->point], 'f', 3), m_parts->data.yLabel,
                            locale.toString(series.y[found->point], 'g', 4)));
        emit hovered(series.id, series.x[found->point], series.y[found->point]);
    }
}

void LinePlot::pointerLeft()
{
    setReadOut({});
    emit hovered(-1, 0, 0);
}

void LinePlot::pointerClicked(QPoint position)
{
    QCPLegend* legend = m_parts->legend;
    for (int i = 0; i < legend->itemCount(); ++i) {
        if (legend->item(i)->outerRect().contains(position)) {
            const int id = m_parts->data.series[static_cast<std::size_t>(i)].id;
            setSeriesVisible(id, !isSeriesVisible(id));
            return;
        }
    }
    const std::optional<Nearest> found = nearest(position);
    if (found && found->distance <= clickDistance && plot().axisRect()->rect().contains(position)) {
        emit seriesClicked(m_parts->data.series[found->series].id);
    }
}

QString LinePlot::csv() const
{
    QString text = csvLine({tr("series"), m_parts->data.xLabel, m_parts->data.yLabel});
    for (const LineSeries& series : m_parts->data.series) {
        for (std::size_t i = 0; i < series.x.size() && isSeriesVisible(series.id); ++i) {
            if (series.x[i] >= xLower() && series.x[i] <= xUpper()) {
                text += csvLine({series.name, csvNumber(series.x[i]), csvNumber(series.y[i])});
            }
        }
    }
    return text;
}

} // namespace bathyscope::ui
