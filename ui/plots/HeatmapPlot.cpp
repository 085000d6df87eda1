// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/HeatmapPlot.h"

#include "ui/plots/CsvText.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/NumberTicks.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr int gradientStops = 32;
constexpr int scaleGap = 12; // pixels between the axes and the colour scale
constexpr int scaleBar = 14;

QCPColorGradient gradientOf(ColorScale scale, const PlotStyle& style)
{
    const bool isDiverging = scale == ColorScale::Diverging;
    QCPColorGradient gradient;
    gradient.clearColorStops();
    for (int i = 0; i <= gradientStops; ++i) {
        const double share = static_cast<double>(i) / gradientStops;
        gradient.setColorStopAt(share, isDiverging ? diverging(share) : viridis(share));
    }
    gradient.setNanHandling(QCPColorGradient::nhNanColor);
    gradient.setNanColor(isDiverging ? style.zeroLine : style.missing); // not near a scale's own white
    return gradient;
}

} // namespace

struct HeatmapPlot::Parts
{
    HeatmapData data;
    std::optional<int> highlighted;
    std::optional<AxisRange> highlightedRange;
    QCPColorMap* map = nullptr; // these are owned by the plot
    QCPColorScale* scale = nullptr;
    QCPItemStraightLine* zeroLine = nullptr;
    std::array<QCPItemRect*, 2> frames {}; // the wider one below
    std::array<QCPItemRect*, 2> rangeFrames {}; // likewise
    QSharedPointer<QCPAxisTickerText> rowTicks {new QCPAxisTickerText};
};

HeatmapPlot::HeatmapPlot(QWidget* parent)
    : PlotWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    QCustomPlot& plot = this->plot();
    plot.yAxis->setRangeReversed(true);
    plot.yAxis->setTicker(m_parts->rowTicks);
    plot.yAxis->grid()->setVisible(false);
    m_parts->map = new QCPColorMap(plot.xAxis, plot.yAxis);
    m_parts->map->setInterpolate(false);
    m_parts->map->setTightBoundary(false);
    m_parts->scale = new QCPColorScale(&plot);
    m_parts->scale->setType(QCPAxis::atRight);
    m_parts->scale->setBarWidth(scaleBar);
    m_parts->scale->setMargins({scaleGap, 0, 0, 0});
    plot.plotLayout()->addElement(0, 1, m_parts->scale);
    m_parts->map->setColorScale(m_parts->scale);
    auto* group = new QCPMarginGroup(&plot);
    plot.axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    m_parts->scale->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    m_parts->zeroLine = new QCPItemStraightLine(&plot);
    m_parts->zeroLine->point1->setCoords(0, 0);
    m_parts->zeroLine->point2->setCoords(0, 1);
    for (QCPItemRect*& frame : m_parts->frames) {
        frame = new QCPItemRect(&plot);
        frame->topLeft->setTypeX(QCPItemPosition::ptAxisRectRatio);
        frame->bottomRight->setTypeX(QCPItemPosition::ptAxisRectRatio);
        frame->setBrush(Qt::NoBrush);
        frame->setVisible(false);
    }
    for (QCPItemRect*& frame : m_parts->rangeFrames) {
        frame = new QCPItemRect(&plot);
        frame->setBrush(Qt::NoBrush);
        frame->setVisible(false);
    }
    m_parts->map->setVisible(false);
    m_parts->scale->setVisible(false);
    restyle();
}

HeatmapPlot::~HeatmapPlot() = default;

const HeatmapData& HeatmapPlot::data() const
{
    return m_parts->data;
}

double HeatmapPlot::columnCentre(std::size_t column) const
{
    const AxisRange& range = m_parts->data.xRange;
    const double width = (range.upper - range.lower) / static_cast<double>(m_parts->data.numColumns);
    return range.lower + (static_cast<double>(column) + 0.5) * width;
}

void HeatmapPlot::setData(const HeatmapData& data)
{
    m_parts->data = data;
    m_parts->data.xRange = drawableRange(data.xRange);
    setFrame(data.title, data.xLabel, data.yLabel, data.xRange);
    const bool hasData = !data.rowNames.empty() && data.numColumns > 0;
    setHasData(hasData);
    m_parts->map->setVisible(hasData);
    m_parts->scale->setVisible(hasData);
    m_parts->zeroLine->setVisible(hasData && data.xRange.lower < 0 && data.xRange.upper > 0);
    if (hasData) {
        fillCells();
        plot().yAxis->setRange(-0.5 - data.outerRows,
                               static_cast<double>(data.rowNames.size()) - 0.5 + data.outerRows);
    }
    restyle();
    setHighlightedRow(m_parts->highlighted);
    m_parts->scale->setLabel(data.scale == ColorScale::Logarithmic ? tr("log10(1 + %1)").arg(data.valueLabel)
                                 : data.scale == ColorScale::PerRow
                                 ? tr("%1, share of the row's maximum").arg(data.valueLabel)
                                 : data.valueLabel);
    replotSoon();
}

void HeatmapPlot::fillCells()
{
    const HeatmapData& data = m_parts->data;
    const auto columns = data.numColumns;
    const auto rows = data.rowNames.size();
    // QCustomPlot takes a cell's size from the distance of two: a single row or column is two halves to it.
    const int columnParts = columns == 1 ? 2 : 1;
    const int rowParts = rows == 1 ? 2 : 1;
    const int keySize = static_cast<int>(columns) * columnParts;
    const int valueSize = static_cast<int>(rows) * rowParts;
    QCPColorMapData* cells = m_parts->map->data();
    if (cells->keySize() != keySize || cells->valueSize() != valueSize) {
        cells->setSize(keySize, valueSize);
    }
    const double halfColumn = (data.xRange.upper - data.xRange.lower) / keySize / 2;
    const double halfRow = 0.5 / rowParts;
    cells->setRange({data.xRange.lower + halfColumn, data.xRange.upper - halfColumn},
                    {halfRow - 0.5, static_cast<double>(rows) - 0.5 - halfRow});
    double top = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const double* values = &data.values[row * columns];
        double rowTop = 0;
        for (std::size_t column = 0; column < columns; ++column) {
            rowTop = values[column] > rowTop ? values[column] : rowTop;
        }
        for (std::size_t column = 0; column < columns; ++column) {
            double shown = values[column];
            if (data.scale == ColorScale::Logarithmic) {
                shown = std::log10(1 + shown);
            } else if (data.scale == ColorScale::PerRow) {
                shown = rowTop > 0 ? shown / rowTop : shown;
            }
            shown = drawable(shown);
            for (int part = 0; part < columnParts * rowParts; ++part) {
                cells->setCell(static_cast<int>(column) * columnParts + part % columnParts,
                               static_cast<int>(row) * rowParts + part / columnParts, shown);
            }
            const double size = data.scale == ColorScale::Diverging ? std::abs(shown) : shown;
            top = size > top ? size : top;
        }
    }
    const double wanted = drawable(data.topValue);
    top = wanted > 0 ? wanted : top > 0 ? top : 1;
    m_parts->map->setDataRange({data.scale == ColorScale::Diverging ? -top : 0, top});
}

void HeatmapPlot::fitTicks()
{
    // As many row names as fit: every 1st, 2nd, 5th, 10th …
    const auto rows = m_parts->data.rowNames.size();
    constexpr int aroundAxes = 60; // pixels above and below; the layout itself may not be known yet
    const double room = std::max(1.0, (height() - aroundAxes) / (1.3 * QFontMetricsF(font()).height()));
    std::size_t step = 1;
    for (const std::size_t candidate : {1U, 2U, 5U, 10U, 20U, 50U}) {
        step = candidate;
        if (static_cast<double>(rows) / static_cast<double>(candidate) <= room) {
            break;
        }
    }
    m_parts->rowTicks->clear();
    for (std::size_t row = 0; row < rows; row += step) {
        m_parts->rowTicks->addTick(static_cast<double>(row), m_parts->data.rowNames[row]);
    }
}

void HeatmapPlot::resizeEvent(QResizeEvent* event)
{
    PlotWidget::resizeEvent(event);
    fitTicks();
}

void HeatmapPlot::setHighlightedRow(std::optional<int> row)
{
    m_parts->highlighted = row;
    placeFrames();
}

void HeatmapPlot::setHighlightedRange(std::optional<AxisRange> range)
{
    m_parts->highlightedRange = range;
    placeFrames();
}

void HeatmapPlot::placeFrames()
{
    const std::optional<int>& row = m_parts->highlighted;
    const bool exists = row && *row >= 0 && static_cast<std::size_t>(*row) < m_parts->data.rowNames.size();
    for (QCPItemRect* frame : m_parts->frames) {
        frame->setVisible(exists);
        if (exists) {
            frame->topLeft->setCoords(0, *row - 0.5);
            frame->bottomRight->setCoords(1, *row + 0.5);
        }
    }
    const std::optional<AxisRange>& range = m_parts->highlightedRange;
    for (QCPItemRect* frame : m_parts->rangeFrames) {
        frame->setVisible(exists && range);
        if (exists && range) {
            frame->topLeft->setCoords(range->lower, *row - 0.5);
            frame->bottomRight->setCoords(range->upper, *row + 0.5);
        }
    }
    replotSoon();
}

void HeatmapPlot::restyle()
{
    const PlotStyle& style = plotStyle();
    const QCPColorGradient gradient = gradientOf(m_parts->data.scale, style);
    m_parts->map->setGradient(gradient);
    m_parts->scale->setGradient(gradient);
    m_parts->frames.front()->setPen(QPen(QColor(underHeatmap), 4));
    m_parts->frames.back()->setPen(QPen(QColor(overHeatmap), 2));
    m_parts->rangeFrames.front()->setPen(QPen(QColor(underHeatmap), 5));
    m_parts->rangeFrames.back()->setPen(QPen(QColor(overHeatmap), 3));
    const bool isDiverging = m_parts->data.scale == ColorScale::Diverging;
    m_parts->zeroLine->setPen(QPen(QColor(isDiverging ? underHeatmap : overHeatmap), 1, Qt::DotLine));
    QCPAxis* axis = m_parts->scale->axis();
    axis->setTickLabelColor(style.text);
    axis->setLabelColor(style.text);
    axis->setTickLabelFont(scaledFont(0.9));
    axis->setLabelFont(scaledFont(0.9));
    axis->setBasePen(style.axis);
    axis->setTickPen(style.axis);
    axis->setTicker(linearTicks());
    axis->setTickLength(0, 4);
    axis->setSubTicks(false);
    for (QCPAxis* side : axis->axisRect()->axes()) {
        side->setBasePen(style.axis);
    }
    // The scale would be as wide as its labels; the x axis must end where that of the lines above ends.
    axis->axisRect()->setAutoMargins(QCP::msNone);
    axis->axisRect()->setMargins({0, 0, rightRoom() - scaleGap - scaleBar, 0});
    fitTicks();
}

std::optional<HeatmapPlot::Cell> HeatmapPlot::cellAt(QPoint position) const
{
    const HeatmapData& data = m_parts->data;
    if (data.rowNames.empty() || data.numColumns == 0 || !plot().axisRect()->rect().contains(position)) {
        return std::nullopt;
    }
    const double share = (plot().xAxis->pixelToCoord(position.x()) - data.xRange.lower)
        / (data.xRange.upper - data.xRange.lower);
    const Cell cell {.row = static_cast<int>(std::lround(plot().yAxis->pixelToCoord(position.y()))),
                     .column = static_cast<int>(std::floor(share * static_cast<double>(data.numColumns)))};
    const bool isInside = cell.row >= 0 && cell.row < static_cast<int>(data.rowNames.size())
        && cell.column >= 0 && cell.column < static_cast<int>(data.numColumns);
    return isInside ? std::optional(cell) : std::nullopt;
}

void HeatmapPlot::pointerMoved(QPoint position)
{
    if (const std::optional<Cell> cell = cellAt(position)) {
        const HeatmapData& data = m_parts->data;
        const auto row = static_cast<std::size_t>(cell->row);
        const auto column = static_cast<std::size_t>(cell->column);
        const double value = data.values[row * data.numColumns + column];
        //: %1 is what rows are, %2 the name of one, %3 a value on the x axis: Layer 3 at 0.15
        setReadOut({tr("%1 %2 at %3").arg(data.yLabel, data.rowNames[row], shownNumber(columnCentre(column))),
                    std::isnan(value) ? tr("no value")
                                      //: %1 is what colours show, %2 its value
                                      : tr("%1: %2").arg(data.valueLabel, shownNumber(value))});
        emit hovered(cell->row, cell->column);
    }
}

void HeatmapPlot::pointerLeft()
{
    setReadOut({});
    emit hovered(-1, -1);
}

void HeatmapPlot::pointerClicked(QPoint position)
{
    if (const std::optional<Cell> cell = cellAt(position)) {
        emit cellClicked(cell->row, cell->column);
    }
}

QString HeatmapPlot::csv() const
{
    const HeatmapData& data = m_parts->data;
    QString text = csvLine({data.yLabel, data.xLabel, data.valueLabel});
    for (std::size_t row = 0; row < data.rowNames.size(); ++row) {
        for (std::size_t column = 0; column < data.numColumns; ++column) {
            const double x = columnCentre(column);
            const double value = data.values[row * data.numColumns + column];
            if (x >= xLower() && x <= xUpper() && !std::isnan(value)) {
                text += csvLine({data.rowNames[row], csvNumber(x), csvNumber(value)});
            }
        }
    }
    return text;
}

} // namespace bathyscope::ui
