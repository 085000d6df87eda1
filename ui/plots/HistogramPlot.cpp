// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/HistogramPlot.h"

#include "ui/plots/CsvText.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/NumberTicks.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bathyscope::ui {

namespace {

constexpr std::array<Qt::PenStyle, 3> outlines {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
const QString outlineLayer = QStringLiteral("outlines"); // above the fills
constexpr int fillAlpha = 30;
constexpr int rightMargin = 16; // pixels: half of the last tick's label
constexpr int compactMargin = 6;

struct LegendEntry
{
    QString name;
    QPen outline;
    QColor fill;
};

/// Names beside samples of fill and outline, from left to right above the axes, in as many lines as they
/// need.
class LegendRow final : public QCPLayoutElement
{
public:
    using QCPLayoutElement::QCPLayoutElement;

    void setEntries(std::vector<LegendEntry> entries)
    {
        m_entries = std::move(entries);
    }

    void setStyle(const QFont& font, const QColor& text)
    {
        m_font = font;
        m_text = text;
    }

    [[nodiscard]] QSize minimumOuterSizeHint() const override
    {
        const QMargins around = margins();
        const int room = parentPlot()->viewport().width() - around.left() - around.right();
        const std::vector<QRect> places = layOut(room);
        return {1, places.empty() ? 0 : places.back().bottom() + 1 + around.top() + around.bottom()};
    }

    [[nodiscard]] QSize maximumOuterSizeHint() const override
    {
        return {QWIDGETSIZE_MAX, minimumOuterSizeHint().height()};
    }

protected:
    void draw(QCPPainter* painter) override
    {
        painter->setAntialiasing(false); // crisp boxes
        painter->setFont(m_font);
        const std::vector<QRect> places = layOut(rect().width());
        for (std::size_t i = 0; i < places.size(); ++i) {
            const QRect place = places[i].translated(rect().topLeft());
            const int height = place.height() * 3 / 5;
            painter->setPen(m_entries[i].outline);
            painter->setBrush(m_entries[i].fill);
            painter->drawRect(place.left(), place.top() + (place.height() - height) / 2, sample, height);
            painter->setPen(m_text);
            const QRect text = place.adjusted(sample + gap, 0, 0, 0);
            painter->drawText(
                text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                QFontMetrics(m_font).elidedText(m_entries[i].name, Qt::ElideRight, text.width()));
        }
    }

private:
    /// Places of the entries, from (0, 0) on, within `room` pixels.
    [[nodiscard]] std::vector<QRect> layOut(int room) const
    {
        const QFontMetrics metrics(m_font);
        std::vector<QRect> places;
        QPoint next;
        for (const LegendEntry& entry : m_entries) {
            const int width = std::min(room, sample + gap + metrics.horizontalAdvance(entry.name) + 1);
            if (next.x() > 0 && next.x() + width > room) {
                next = {0, next.y() + metrics.height() + 2};
            }
            places.emplace_back(next, QSize(width, metrics.height()));
            next.rx() += width + spacing;
        }
        return places;
    }

    static constexpr int sample = 22; // pixels: wide enough to tell dashes from dots
    static constexpr int gap = 6;
    static constexpr int spacing = 20;

    std::vector<LegendEntry> m_entries;
    QFont m_font;
    QColor m_text;
};

/// The last step ends at the last edge. What cannot be drawn is left out, or a gap.
void setSteps(QCPGraph& graph, const HistogramData& data, const HistogramSeries& series)
{
    QVector<double> edges;
    QVector<double> heights;
    for (std::size_t i = 0; i < data.edges.size(); ++i) {
        const double edge = drawable(data.edges[i]);
        const std::size_t bin = std::min(i, data.edges.size() - 2);
        const double height = bin < series.values.size() ? drawable(series.values[bin]) : 0;
        if (edges.isEmpty() ? !std::isnan(edge) : edge >= edges.back()) {
            edges.append(edge);
            heights.append(data.logarithmic && !(height > 0) ? std::numeric_limits<double>::quiet_NaN()
                                                             : height);
        }
    }
    graph.setData(edges, heights, true);
}

} // namespace

struct HistogramPlot::Parts
{
    HistogramData data;
    LegendRow* legend = nullptr; // owned by the plot's layout
    std::vector<QCPGraph*> fills; // [series] owned by the plot
    std::vector<QCPGraph*> outlines; // [series] above them
    std::vector<QCPItemStraightLine*> markers; // owned by the plot
    bool isCompact = false;
};

HistogramPlot::HistogramPlot(QWidget* parent)
    : PlotWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    QCustomPlot& plot = this->plot();
    m_parts->legend = new LegendRow(&plot);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, m_parts->legend);
    plot.setAutoAddPlottableToLegend(false);
    plot.addLayer(outlineLayer, plot.layer(QStringLiteral("main")));
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
    setFrame(m_parts->isCompact ? QString() : data.title, m_parts->isCompact ? QString() : data.xLabel,
             m_parts->isCompact ? QString() : data.yLabel,
             hasData ? AxisRange {data.edges.front(), data.edges.back()} : AxisRange {});
    const std::size_t numSeries = hasData ? data.series.size() : 0;
    fitGraphs(numSeries);
    while (m_parts->markers.size() < numSeries) {
        m_parts->markers.push_back(new QCPItemStraightLine(&plot));
    }
    for (QCPItemStraightLine* marker : m_parts->markers) {
        marker->setVisible(false);
    }
    for (std::size_t i = 0; i < numSeries; ++i) {
        const HistogramSeries& series = data.series[i];
        for (QCPGraph* graph : {m_parts->fills[i], m_parts->outlines[i]}) {
            setSteps(*graph, data, series);
        }
        if (series.marker && !std::isnan(drawable(*series.marker))) {
            QCPItemStraightLine* marker = m_parts->markers[i];
            marker->point1->setType(QCPItemPosition::ptPlotCoords);
            marker->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
            marker->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
            marker->point1->setCoords(*series.marker, 0);
            marker->point2->setCoords(*series.marker, 1);
            marker->setVisible(true);
        }
    }
    setHasData(hasData);
    fitAxes();
    restyle();
    replotSoon();
}

/// A fill and an outline a series; those that are there already are kept.
void HistogramPlot::fitGraphs(std::size_t numSeries)
{
    QCustomPlot& plot = this->plot();
    for (std::vector<QCPGraph*>* graphs : {&m_parts->fills, &m_parts->outlines}) {
        while (graphs->size() > numSeries) {
            plot.removeGraph(graphs->back());
            graphs->pop_back();
        }
        while (graphs->size() < numSeries) {
            graphs->push_back(plot.addGraph());
            graphs->back()->setLineStyle(QCPGraph::lsStepLeft);
        }
    }
    for (QCPGraph* fill : m_parts->fills) {
        fill->setPen(Qt::NoPen);
    }
    for (QCPGraph* outline : m_parts->outlines) {
        outline->setLayer(outlineLayer);
    }
}

void HistogramPlot::fitAxes()
{
    QCustomPlot& plot = this->plot();
    const HistogramData& data = m_parts->data;
    double top = 0;
    double bottom = std::numeric_limits<double>::infinity(); // smallest above 0
    for (const HistogramSeries& series : data.series) {
        for (const double any : series.values) {
            const double value = drawable(any);
            top = value > top ? value : top;
            bottom = value > 0 && value < bottom ? value : bottom;
        }
    }
    const bool isLogarithmic = data.logarithmic && top > 0;
    plot.xAxis->setTicker(data.wholeX ? wholeTicks() : linearTicks());
    plot.yAxis->setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (isLogarithmic) {
        plot.yAxis->setTicker(logarithmicTicks());
        plot.yAxis->setRange(bottom * 0.7, top * 1.5);
    } else {
        plot.yAxis->setTicker(linearTicks());
        plot.yAxis->setRange(0, top > 0 ? 1.08 * top : 1);
    }
}

void HistogramPlot::setCompact(bool compact)
{
    m_parts->isCompact = compact;
    QCustomPlot& plot = this->plot();
    plot.yAxis->setTickLabels(!compact);
    setMostTicks(compact ? 3 : 5, compact ? 2 : 5);
    setFocusPolicy(compact ? Qt::NoFocus : Qt::StrongFocus);
    setData(HistogramData(m_parts->data));
}

void HistogramPlot::setSelected(bool selected)
{
    setMarked(selected);
}

void HistogramPlot::restyle()
{
    const PlotStyle& style = plotStyle();
    QCustomPlot& plot = this->plot();
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < m_parts->outlines.size(); ++i) {
        const HistogramSeries& series = m_parts->data.series[i];
        const QColor color = style.category(series.colorIndex);
        QColor fill = color;
        fill.setAlpha(fillAlpha);
        const Qt::PenStyle outline = outlines.at(series.colorIndex % outlines.size());
        m_parts->outlines[i]->setPen(QPen(color, m_parts->isCompact ? 1 : 1.6, outline));
        m_parts->fills[i]->setBrush(fill);
        m_parts->markers[i]->setPen(QPen(color, 1, outline));
        if (!m_parts->isCompact) {
            entries.push_back({.name = series.name, .outline = m_parts->outlines[i]->pen(), .fill = fill});
        }
    }
    const bool hasLegend = !entries.empty();
    m_parts->legend->setEntries(std::move(entries));
    m_parts->legend->setStyle(scaledFont(0.9), style.text);
    m_parts->legend->setMargins(hasLegend ? QMargins(textLeft(), 2, rightMargin, 2) : QMargins());
    plot.axisRect()->setMargins({m_parts->isCompact ? compactMargin : leftRoom(), 0,
                                 m_parts->isCompact ? compactMargin : rightMargin, 0});
}

void HistogramPlot::pointerMoved(QPoint position)
{
    const std::vector<double>& edges = m_parts->data.edges;
    const double x = plot().xAxis->pixelToCoord(position.x());
    const auto next = std::ranges::upper_bound(edges, x);
    const auto bin = static_cast<std::ptrdiff_t>(next - edges.begin()) - 1;
    if (bin < 0 || bin + 1 >= static_cast<std::ptrdiff_t>(edges.size())) {
        pointerLeft();
        return;
    }
    const auto index = static_cast<std::size_t>(bin);
    if (!m_parts->isCompact) {
        //: the edges of a bin
        QStringList lines {tr("%1 to %2").arg(shownNumber(edges[index]), shownNumber(edges[index + 1]))};
        for (const HistogramSeries& series : m_parts->data.series) {
            //: %1 is a group of tokens, %2 the height of its bin
            lines.append(tr("%1: %2").arg(series.name, shownNumber(series.values[index])));
        }
        setReadOut(lines);
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
