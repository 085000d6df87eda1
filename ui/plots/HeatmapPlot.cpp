// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/HeatmapPlot.h"

#include "ui/plots/AxisFit.h"
#include "ui/plots/CsvText.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/GridPoint.h"
#include "ui/plots/HeatmapCells.h"
#include "ui/plots/NumberTicks.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <new>

namespace bathyscope::ui {

namespace {

constexpr int gradientStops = 32;
constexpr int scaleGap = 12; // pixels between the axes and the colour scale
constexpr int scaleBar = 14;
constexpr int narrowMargin = 8; // to the right of the scale

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

/// A colour map whose cells are drawn as they are.
class CellMap final : public QCPColorMap
{
public:
    using QCPColorMap::QCPColorMap;

    AxisRange x; ///< outer edges of the first and last column
    AxisRange y; ///< of the first and last row

protected:
    void draw(QCPPainter* painter) override
    {
        QImage cells(mMapData->keySize(), mMapData->valueSize(), QImage::Format_RGB32);
        if (cells.isNull()) {
            throw std::bad_alloc();
        }
        std::vector<double> values(static_cast<std::size_t>(cells.width()));
        for (int row = 0; row < cells.height(); ++row) {
            for (int column = 0; column < cells.width(); ++column) {
                values[static_cast<std::size_t>(column)] = mMapData->cell(column, row);
            }
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): QImage's own way to its pixels
            mGradient.colorize(values.data(), mDataRange, reinterpret_cast<QRgb*>(cells.scanLine(row)),
                               cells.width());
        }
        drawCells(*painter, cells, {.xAxis = *mKeyAxis, .yAxis = *mValueAxis, .x = x, .y = y});
    }
};

} // namespace

struct HeatmapPlot::Parts
{
    HeatmapData data;
    std::optional<int> highlighted;
    std::optional<AxisRange> highlightedRange;
    CellMap* map = nullptr; // these are owned by the plot
    QCPColorScale* scale = nullptr;
    QCPItemStraightLine* zeroLine = nullptr;
    std::array<QCPItemRect*, 2> frames {}; // the wider one below
    std::array<QCPItemRect*, 2> rangeFrames {}; // likewise
    QSharedPointer<QCPAxisTickerText> rowTicks {new QCPAxisTickerText};
    std::unique_ptr<AxisFit> scaleFit;
};

HeatmapPlot::HeatmapPlot(QWidget* parent)
    : PlotWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    QCustomPlot& plot = this->plot();
    plot.yAxis->setRangeReversed(true);
    plot.yAxis->setTicker(m_parts->rowTicks);
    plot.yAxis->grid()->setVisible(false);
    m_parts->map = new CellMap(plot.xAxis, plot.yAxis);
    m_parts->scale = new QCPColorScale(&plot);
    m_parts->scale->setType(QCPAxis::atRight);
    m_parts->scale->setBarWidth(scaleBar);
    plot.plotLayout()->addElement(0, 1, m_parts->scale);
    m_parts->map->setColorScale(m_parts->scale);
    m_parts->scaleFit = std::make_unique<AxisFit>(*m_parts->scale->axis());
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
    return gridPoint(m_parts->data.xRange, m_parts->data.numColumns, static_cast<double>(column) + 0.5);
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
    m_parts->scaleFit->setTitle(
        data.scale == ColorScale::Logarithmic  ? tr("log10(1 + %1)").arg(data.valueLabel)
            : data.scale == ColorScale::PerRow ? tr("%1, share of the row's maximum").arg(data.valueLabel)
                                               : data.valueLabel);
    replotSoon();
}

void HeatmapPlot::fillCells()
{
    const HeatmapData& data = m_parts->data;
    const auto columns = data.numColumns;
    const auto rows = data.rowNames.size();
    QCPColorMapData* cells = m_parts->map->data();
    if (cells->keySize() != static_cast<int>(columns) || cells->valueSize() != static_cast<int>(rows)) {
        cells->setSize(static_cast<int>(columns), static_cast<int>(rows));
    }
    m_parts->map->x = data.xRange;
    m_parts->map->y = {-0.5, static_cast<double>(rows) - 0.5};
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
            cells->setCell(static_cast<int>(column), static_cast<int>(row), shown);
            const double size = data.scale == ColorScale::Diverging ? std::abs(shown) : shown;
            top = size > top ? size : top;
        }
    }
    const double wanted = drawable(data.topValue);
    top = wanted > 0 ? wanted : top > 0 ? top : 1;
    m_parts->map->setDataRange({data.scale == ColorScale::Diverging ? -top : 0, top});
}

/// As many row names as fit: every 1st, 2nd, 5th, 10th …
bool HeatmapPlot::fitRowNames()
{
    const std::vector<QString>& names = m_parts->data.rowNames;
    const double rowHeight = std::abs(plot().yAxis->coordToPixel(1) - plot().yAxis->coordToPixel(0));
    const int nameHeight = QFontMetrics(plot().yAxis->tickLabelFont()).height();
    std::size_t step = 1;
    for (const std::size_t candidate : {1U, 2U, 5U, 10U, 20U, 50U, 100U, 200U, 500U}) {
        step = candidate;
        if (rowHeight * static_cast<double>(candidate) >= nameHeight) {
            break;
        }
    }
    QMap<double, QString> shown;
    for (std::size_t row = 0; row < names.size(); row += step) {
        shown.insert(static_cast<double>(row), names[row]);
    }
    const bool hasChanged = shown != m_parts->rowTicks->ticks();
    m_parts->rowTicks->setTicks(shown);
    return hasChanged;
}

bool HeatmapPlot::fitBesideAxes()
{
    const bool haveNamesChanged = fitRowNames();
    const bool hasScaleChanged = m_parts->scaleFit->fit();
    return PlotWidget::fitBesideAxes() || haveNamesChanged || hasScaleChanged;
}

void HeatmapPlot::setHighlightedRow(std::optional<int> row)
{
    m_parts->highlighted = row;
    placeFrames();
    replotSoon();
}

void HeatmapPlot::setHighlightedRange(std::optional<AxisRange> range)
{
    m_parts->highlightedRange = range;
    placeFrames();
    replotSoon();
}

void HeatmapPlot::placeFrames()
{
    const std::optional<int>& row = m_parts->highlighted;
    const bool exists =
        !isOnPaper() && row && *row >= 0 && static_cast<std::size_t>(*row) < m_parts->data.rowNames.size();
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
    m_parts->scale->setMargins({scaleGap, 0, isNarrow() ? narrowMargin : 0, 0});
    // The scale would be as wide as its labels; the x axis must end where that of the lines above ends.
    const int room = rightRoom() - scaleGap - scaleBar;
    axis->axisRect()->setAutoMargins(isOnPaper() ? QCP::msRight : QCP::msNone);
    axis->axisRect()->setMinimumMargins({0, 0, isNarrow() ? 0 : room, 0});
    axis->axisRect()->setMargins({0, 0, room, 0});
    m_parts->scaleFit->setMostLines(isOnPaper() ? 2 : 1);
    placeFrames();
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
    const std::optional<Cell> cell = cellAt(position);
    if (!cell) {
        pointerLeft(); // above the first row or below the last, where a click means nothing either
    } else {
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
