// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ScatterPlot.h"

#include "ui/plots/CsvText.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/NumberTicks.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace bathyscope::ui {

namespace {

constexpr double reach = 12; // pixels from the pointer to a point
constexpr double pointSize = 2;
constexpr double meanSize = 8;
constexpr double markSize = 12;
constexpr int rightMargin = 16; // half of the last tick's label
const QString meanLayer = QStringLiteral("means"); // above the points

/// What can be drawn of the points at the places `x`.
QVector<double> drawn(const std::vector<double>& x, const std::vector<double>& values)
{
    QVector<double> kept;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isnan(drawable(x[i]))) { // QCustomPlot orders points by x
            kept.append(drawable(values[i]));
        }
    }
    return kept;
}

} // namespace

struct ScatterPlot::Parts
{
    ScatterData data;
    std::optional<std::size_t> marked;
    QCPGraph* points = nullptr; // owned by the plot, as all below
    QCPGraph* means = nullptr;
    QCPErrorBars* intervals = nullptr;
    QCPGraph* mark = nullptr;
};

ScatterPlot::ScatterPlot(QWidget* parent)
    : PlotWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    QCustomPlot& plot = this->plot();
    plot.addLayer(meanLayer, plot.layer(QStringLiteral("main")));
    m_parts->points = plot.addGraph();
    m_parts->means = plot.addGraph();
    m_parts->mark = plot.addGraph();
    m_parts->intervals = new QCPErrorBars(plot.xAxis, plot.yAxis);
    m_parts->intervals->setDataPlottable(m_parts->means);
    m_parts->intervals->setErrorType(QCPErrorBars::etValueError);
    m_parts->intervals->setSymbolGap(0);
    for (QCPGraph* graph : {m_parts->points, m_parts->means, m_parts->mark}) {
        graph->setLineStyle(QCPGraph::lsNone);
    }
    for (QCPLayerable* above :
         {static_cast<QCPLayerable*>(m_parts->intervals), static_cast<QCPLayerable*>(m_parts->means),
          static_cast<QCPLayerable*>(m_parts->mark)}) {
        above->setLayer(meanLayer);
    }
    plot.xAxis->setTicker(wholeTicks());
    restyle();
}

ScatterPlot::~ScatterPlot() = default;

const ScatterData& ScatterPlot::data() const
{
    return m_parts->data;
}

void ScatterPlot::setData(const ScatterData& data)
{
    m_parts->data = data;
    m_parts->marked = std::nullopt;
    setFrame(data.title, data.xLabel, data.yLabel, data.xRange);
    m_parts->points->setData(drawn(data.x, data.x), drawn(data.x, data.y));
    std::vector<double> below(data.mean.size());
    std::vector<double> above(data.mean.size());
    std::ranges::transform(data.mean, data.low, below.begin(), std::minus()); // NaN draws nothing
    std::ranges::transform(data.high, data.mean, above.begin(), std::minus());
    m_parts->means->setData(drawn(data.meanX, data.meanX), drawn(data.meanX, data.mean));
    m_parts->intervals->setData(drawn(data.meanX, below), drawn(data.meanX, above));
    setHasData(!data.x.empty());
    fitHeight();
    showMark();
    restyle();
    replotSoon();
}

void ScatterPlot::fitHeight()
{
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const double any : m_parts->data.y) {
        const double value = drawable(any);
        least = value < least ? value : least; // never for NaN
        most = value > most ? value : most;
    }
    if (least > most) {
        return;
    }
    constexpr double margin = 0.05; // of the range, beyond the points
    const double room = most > least ? margin * (most - least) : 1;
    const AxisRange shown = drawableRange({.lower = least - room, .upper = most + room});
    plot().yAxis->setRange(shown.lower, shown.upper);
}

void ScatterPlot::setMarkedPoint(std::optional<std::size_t> point)
{
    if (m_parts->marked != point) {
        m_parts->marked = point;
        showMark();
        replotSoon();
    }
}

void ScatterPlot::showMark()
{
    const ScatterData& data = m_parts->data;
    if (m_parts->marked && *m_parts->marked < data.x.size()) {
        const std::vector<double> x {data.x[*m_parts->marked]};
        m_parts->mark->setData(drawn(x, x), drawn(x, {data.y[*m_parts->marked]}));
    } else {
        m_parts->mark->setData({}, {}, true);
    }
}

void ScatterPlot::restyle()
{
    const PlotStyle& style = plotStyle();
    const QColor color = style.category(0);
    const QColor pale = style.pale(color); // also of the outline: without a pen of its own, it is black
    m_parts->points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssSquare, pale, pale, pointSize));
    m_parts->means->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(style.background, 1.5), style.text, meanSize));
    m_parts->intervals->setPen(QPen(style.text, 1.5));
    m_parts->mark->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(style.highlight, 2), Qt::NoBrush, markSize));
    m_parts->mark->setVisible(!isOnPaper());
    plot().yAxis->grid()->setZeroLinePen(QPen(style.zeroLine, 1));
    plot().axisRect()->setMargins({leftRoom(), 0, rightMargin, 0});
}

/// The point nearest to a place on the screen, within reach.
std::optional<std::size_t> ScatterPlot::pointAt(QPoint position) const
{
    const QCustomPlot& plot = this->plot();
    const ScatterData& data = m_parts->data;
    const double x = plot.xAxis->pixelToCoord(position.x());
    const double y = plot.yAxis->pixelToCoord(position.y());
    const double xScale = plot.xAxis->axisRect()->width() / plot.xAxis->range().size(); // pixels a unit
    const double yScale = plot.yAxis->axisRect()->height() / plot.yAxis->range().size();
    std::optional<std::size_t> nearest;
    double least = reach;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
        const double distance = std::hypot((data.x[i] - x) * xScale, (data.y[i] - y) * yScale);
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

void ScatterPlot::pointerMoved(QPoint position)
{
    emit hovered(pointAt(position));
}

void ScatterPlot::pointerLeft()
{
    emit hovered(std::nullopt);
}

void ScatterPlot::pointerClicked(QPoint position)
{
    if (const std::optional<std::size_t> point = pointAt(position)) {
        emit pointClicked(*point);
    }
}

QString ScatterPlot::csv() const
{
    const ScatterData& data = m_parts->data;
    const auto isShown = [this](double x) { return x >= xLower() && x <= xUpper(); };
    QString text = csvLine({tr("series"), data.xLabel, data.yLabel, tr("low"), tr("high")});
    for (std::size_t i = 0; i < data.meanX.size(); ++i) {
        if (isShown(data.meanX[i])) {
            text += csvLine({data.meansName, csvNumber(data.meanX[i]), csvNumber(data.mean[i]),
                             csvNumber(data.low[i]), csvNumber(data.high[i])});
        }
    }
    for (std::size_t i = 0; i < data.x.size(); ++i) {
        if (isShown(data.x[i])) {
            text +=
                csvLine({data.pointsName, csvNumber(data.x[i]), csvNumber(data.y[i]), QString(), QString()});
        }
    }
    return text;
}

} // namespace bathyscope::ui
