// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/HistogramPlot.h"

#include "ui/plots/CsvText.h"

#include <QLocale>
#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bathyscope::ui {

namespace {

constexpr std::array<Qt::PenStyle, 3> outlines {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
constexpr int fillAlpha = 45;

} // namespace

struct HistogramPlot::Parts
{
    HistogramData data;
    std::vector<QCPItemStraightLine*> markers; // owned by the plot
    bool isCompact = false;
    bool isSelected = false;
};

HistogramPlot::HistogramPlot(QWidget* parent)
    : PlotWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    QCustomPlot& plot = this->plot();
    plot.axisRect()->setMinimumMargins({0, 6, 12, 0});
    plot.axisRect()->setMargins({plot.axisRect()->margins().left(), 0, 12, 0});
    plot.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    plot.legend->setFillOrder(QCPLegend::foRowsFirst);
    plot.legend->setBorderPen(Qt::NoPen);
    restyle();
}

HistogramPlot::~HistogramPlot() = default;

const HistogramData& HistogramPlot::data() const
{
    return m_parts->data;
}

void HistogramPlot::setData(const HistogramData& data)
{
    QCustomPlot& plot = this->plot();
    m_parts->data = data;
    const bool hasData = data.edges.size() >= 2 && !data.series.empty();
    setFrame(data.title, m_parts->isCompact ? QString() : data.xLabel,
             m_parts->isCompact ? QString() : data.yLabel,
             hasData ? AxisRange {data.edges.front(), data.edges.back()} : AxisRange {});
    setAccessibleName(data.title);
    const int numSeries = hasData ? static_cast<int>(data.series.size()) : 0;
    while (plot.graphCount() > numSeries) {
        plot.removeGraph(plot.graphCount() - 1);
    }
    while (plot.graphCount() < numSeries) {
        plot.addGraph()->setLineStyle(QCPGraph::lsStepLeft);
    }
    while (m_parts->markers.size() < static_cast<std::size_t>(numSeries)) {
        m_parts->markers.push_back(new QCPItemStraightLine(&plot));
    }
    for (QCPItemStraightLine* marker : m_parts->markers) {
        marker->setVisible(false);
    }
    for (int i = 0; i < numSeries; ++i) {
        const HistogramSeries& series = data.series[static_cast<std::size_t>(i)];
        QVector<double> heights(series.values.begin(), series.values.end());
        heights.append(heights.isEmpty() ? 0 : heights.last()); // the last step ends at the last edge
        if (data.logarithmic) {
            std::ranges::replace_if(
                heights, [](double height) { return !(height > 0); },
                std::numeric_limits<double>::quiet_NaN());
        }
        plot.graph(i)->setData(QVector<double>(data.edges.begin(), data.edges.end()), heights, true);
        plot.graph(i)->setName(series.name);
        if (series.marker) {
            QCPItemStraightLine* marker = m_parts->markers[static_cast<std::size_t>(i)];
            marker->point1->setType(QCPItemPosition::ptPlotCoords);
            marker->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
            marker->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
            marker->point1->setCoords(*series.marker, 0);
            marker->point2->setCoords(*series.marker, 1);
            marker->setVisible(true);
        }
    }
    plot.legend->setVisible(hasData && !m_parts->isCompact);
    setHasData(hasData);
    fitAxes();
    restyle();
    replotSoon();
}

void HistogramPlot::fitAxes()
{
    QCustomPlot& plot = this->plot();
    const HistogramData& data = m_parts->data;
    double top = 0;
    double bottom = std::numeric_limits<double>::infinity(); // smallest above 0
    for (const HistogramSeries& series : data.series) {
        for (const double value : series.values) {
            top = value > top ? value : top;
            bottom = value > 0 && value < bottom ? value : bottom;
        }
    }
    const bool isLogarithmic = data.logarithmic && top > 0;
    plot.yAxis->setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (isLogarithmic) {
        plot.yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
        plot.yAxis->setRange(bottom * 0.7, top * (m_parts->isCompact ? 1.5 : 20));
    } else {
        plot.yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
        // Room above the peaks for the legend; small multiples have none.
        const double room = m_parts->isCompact ? 1.1 : 1.35;
        plot.yAxis->setRange(0, top > 0 ? room * top : 1);
    }
}

void HistogramPlot::setCompact(bool compact)
{
    m_parts->isCompact = compact;
    QCustomPlot& plot = this->plot();
    plot.axisRect()->setMargins({compact ? 6 : 76, 0, compact ? 6 : 12, 0});
    plot.yAxis->setTickLabels(!compact);
    plot.yAxis->ticker()->setTickCount(compact ? 2 : 5);
    plot.xAxis->ticker()->setTickCount(compact ? 3 : 7);
    setFocusPolicy(compact ? Qt::NoFocus : Qt::StrongFocus);
    setData(HistogramData(m_parts->data));
}

void HistogramPlot::setSelected(bool selected)
{
    m_parts->isSelected = selected;
    restyle();
    replotSoon();
}

void HistogramPlot::restyle()
{
    const PlotStyle& style = plotStyle();
    QCustomPlot& plot = this->plot();
    for (int i = 0; i < plot.graphCount(); ++i) {
        const HistogramSeries& series = m_parts->data.series[static_cast<std::size_t>(i)];
        const QColor color = style.category(series.colorIndex);
        QColor fill = color;
        fill.setAlpha(fillAlpha);
        const Qt::PenStyle outline = outlines.at(series.colorIndex % outlines.size());
        plot.graph(i)->setPen(QPen(color, m_parts->isCompact ? 1 : 1.6, outline));
        plot.graph(i)->setBrush(fill);
        m_parts->markers[static_cast<std::size_t>(i)]->setPen(QPen(color, 1, outline));
    }
    QColor veil = style.background;
    veil.setAlpha(200);
    plot.legend->setBrush(veil);
    plot.legend->setTextColor(style.text);
    plot.legend->setFont(font());
    const QPen frame = m_parts->isSelected ? QPen(style.highlight, 2) : QPen(style.grid, 1);
    plot.xAxis2->setBasePen(frame);
    plot.yAxis2->setBasePen(frame);
    if (m_parts->isCompact) {
        plot.xAxis->setBasePen(m_parts->isSelected ? frame : QPen(style.axis));
        plot.yAxis->setBasePen(m_parts->isSelected ? frame : QPen(style.axis));
    }
}

void HistogramPlot::pointerMoved(QPoint position)
{
    const std::vector<double>& edges = m_parts->data.edges;
    const double x = plot().xAxis->pixelToCoord(position.x());
    const auto next = std::ranges::upper_bound(edges, x);
    const auto bin = static_cast<std::ptrdiff_t>(next - edges.begin()) - 1;
    if (bin < 0 || bin + 1 >= static_cast<std::ptrdiff_t>(edges.size())) {
        return;
    }
    const auto index = static_cast<std::size_t>(bin);
    if (!m_parts->isCompact) {
        const QLocale locale;
        QStringList lines {QStringLiteral("%1 … %2").arg(locale.toString(edges[index], 'g', 4),
                                                         locale.toString(edges[index + 1], 'g', 4))};
        for (const HistogramSeries& series : m_parts->data.series) {
            lines.append(
                QStringLiteral("%1: %2").arg(series.name, locale.toString(series.values[index], 'g', 4)));
        }
        setReadOut(lines.join(QLatin1Char('\n')));
    }
    emit hovered(static_cast<int>(index));
}

void HistogramPlot::pointerLeft()
{
    setReadOut({});
    emit hovered(-1);
}

void HistogramPlot::pointerClicked(QPoint /*position*/)
{
    emit clicked();
}

QString HistogramPlot::csv() const
{
    const HistogramData& data = m_parts->data;
    QStringList header {tr("%1 from").arg(data.xLabel), tr("%1 to").arg(data.xLabel)};
    for (const HistogramSeries& series : data.series) {
        header.append(series.name);
    }
    QString text = csvLine(header);
    for (std::size_t bin = 0; bin + 1 < data.edges.size(); ++bin) {
        if (data.edges[bin + 1] <= xLower() || data.edges[bin] >= xUpper()) {
            continue;
        }
        QStringList fields {csvNumber(data.edges[bin]), csvNumber(data.edges[bin + 1])};
        for (const HistogramSeries& series : data.series) {
            fields.append(csvNumber(series.values[bin]));
        }
        text += csvLine(fields);
    }
    return text;
}

} // namespace bathyscope::ui
