// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/LinePlot.h"

#include "ui/plots/AxisAnnotations.h"
#include "ui/plots/CsvText.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/NumberTicks.h"

#include <QKeyEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace bathyscope::ui {

namespace {

constexpr double clickDistance = 12; // pixels
const QString highlightLayer = QStringLiteral("highlight"); // above the other lines, below read-outs
const QString bandLayer = QStringLiteral("bands"); // behind all lines
constexpr int legendGap = 12; // pixels between axes and legend
constexpr double singleBand = 0.005; // half the width of the band of a single point, of the x axis

/// A name without the number at its end: what "Layer 3" and "Layer 4" have in common.
QString commonWord(QString name)
{
    while (!name.isEmpty() && (name.back().isDigit() || name.back().isSpace())) {
        name.chop(1);
    }
    return name;
}

bool hasBand(const LineSeries& series)
{
    return !series.x.empty() && series.low.size() == series.x.size() && series.high.size() == series.x.size();
}

bool isHollowAt(const LineSeries& series, std::size_t point)
{
    return point < series.hollow.size() && series.hollow[point];
}

/// y of the points that are not hollow, NaN elsewhere.
std::vector<double> solidPoints(const LineSeries& series)
{
    std::vector<double> y = series.y;
    for (std::size_t point = 0; point < y.size(); ++point) {
        y[point] = isHollowAt(series, point) ? std::nan("") : y[point];
    }
    return y;
}

bool hasBandAt(const LineSeries& series, std::size_t point)
{
    return hasBand(series) && !std::isnan(series.low[point]) && !std::isnan(series.high[point]);
}

/// QCustomPlot wants places in ascending order; what cannot be drawn is left out, or a gap.
void setPoints(QCPGraph& graph, const std::vector<double>& x, const std::vector<double>& y)
{
    QVector<double> places;
    QVector<double> values;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double place = drawable(x[i]);
        if (places.isEmpty() ? !std::isnan(place) : place >= places.back()) {
            places.append(place);
            values.append(drawable(y[i]));
        }
    }
    graph.setData(places, values, true);
}

/// One border of a band. A point without neighbours gets a width, or its interval would not be seen.
void setBorder(QCPGraph& graph, const LineSeries& series, const std::vector<double>& border, double halfWidth)
{
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = 0; hasBand(series) && i < series.x.size(); ++i) {
        const bool hasNeighbour =
            (i > 0 && hasBandAt(series, i - 1)) || (i + 1 < series.x.size() && hasBandAt(series, i + 1));
        if (hasNeighbour || !hasBandAt(series, i)) {
            x.push_back(series.x[i]);
            y.push_back(border[i]);
        } else {
            x.insert(x.end(), {series.x[i] - halfWidth, series.x[i] + halfWidth});
            y.insert(y.end(), {border[i], border[i]});
        }
    }
    setPoints(graph, x, y);
}

struct LegendEntry
{
    int id = 0;
    QString name;
    QColor color;
    bool isVisible = true;
    bool isStrong = false;
    bool isDashed = false;
};

/// One box a series beside the axes: filled for a visible line, with a gap for a dashed one, hollow for a
/// hidden one. Names while they fit
/// below each other, otherwise their numbers in as many columns as needed, under the word they share.
class DepthLegend final : public QCPLayoutElement
{
public:
    using QCPLayoutElement::QCPLayoutElement;

    void setEntries(std::vector<LegendEntry> entries)
    {
        m_entries = std::move(entries);
    }

    void setStyle(const QFont& font, const PlotStyle& style)
    {
        m_font = font;
        m_background = style.background;
        m_text = style.text;
        m_hiddenText = style.axis;
    }

    [[nodiscard]] std::optional<std::size_t> entryAt(QPoint position) const
    {
        const Grid grid = layOut();
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (cell(grid, i).contains(position)) {
                return i;
            }
        }
        return std::nullopt;
    }

protected:
    void draw(QCPPainter* painter) override
    {
        painter->setAntialiasing(false); // crisp boxes
        const Grid grid = layOut();
        painter->setFont(m_font);
        painter->setPen(m_text);
        if (grid.isCompact && !m_entries.empty()) {
            const QRect heading(rect().left(), rect().top(), rect().width(), grid.rowHeight);
            painter->drawText(heading, Qt::AlignLeft | Qt::AlignVCenter, commonWord(m_entries.front().name));
        }
        // Of rows that had to move together only every second or third is named.
        const int rowsANumber = 1 + QFontMetrics(m_font).ascent() / grid.rowHeight;
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const bool isNamed = static_cast<int>(i) % grid.numRows % rowsANumber == 0;
            drawEntry(*painter, m_entries[i], cell(grid, i), grid.isCompact, isNamed);
        }
    }

private:
    struct Grid
    {
        bool isCompact = false;
        int numRows = 1;
        int rowHeight = 1; // pixels
        int columnWidth = 1;
    };

    [[nodiscard]] Grid layOut() const
    {
        const QFontMetrics metrics(m_font);
        const int numEntries = std::max(1, static_cast<int>(m_entries.size()));
        const int comfortable = metrics.height() + 3;
        if (numEntries * comfortable <= rect().height()) {
            return {.numRows = numEntries, .rowHeight = comfortable, .columnWidth = rect().width()};
        }
        const int tight = metrics.height() + 1;
        const int narrowest = boxSide(metrics) + gap + metrics.horizontalAdvance(QStringLiteral("00")) + 1;
        const int rowsThatFit = std::max(1, rect().height() / tight - 1);
        const int mostColumns = std::max(1, rect().width() / narrowest);
        const int numColumns = std::min(mostColumns, (numEntries + rowsThatFit - 1) / rowsThatFit);
        const int numRows = (numEntries + numColumns - 1) / numColumns;
        // Where even so they do not fit, rows move together rather than out of the plot.
        return {.isCompact = true,
                .numRows = numRows,
                .rowHeight = std::max(2, std::min(comfortable, rect().height() / (numRows + 1))),
                .columnWidth = rect().width() / std::max(2, numColumns)};
    }

    [[nodiscard]] QRect cell(const Grid& grid, std::size_t index) const
    {
        const auto place = static_cast<int>(index);
        const int row = place % grid.numRows + (grid.isCompact ? 1 : 0);
        const int column = place / grid.numRows;
        return {rect().left() + column * grid.columnWidth, rect().top() + row * grid.rowHeight,
                grid.columnWidth, grid.rowHeight};
    }

    static int boxSide(const QFontMetrics& metrics)
    {
        return metrics.ascent() * 3 / 4;
    }

    void drawEntry(QCPPainter& painter, const LegendEntry& entry, const QRect& cell, bool isCompact,
                   bool isNamed) const
    {
        QFont font = m_font;
        font.setBold(entry.isStrong);
        font.setStrikeOut(!entry.isVisible);
        const QFontMetrics metrics(font);
        const int side = std::min(boxSide(metrics), cell.height() - 1);
        const QRect box(cell.left(), cell.top() + (cell.height() - side) / 2, side, side);
        painter.setPen(QPen(entry.color, 1));
        painter.setBrush(entry.isVisible ? QBrush(entry.color) : Qt::NoBrush);
        painter.drawRect(box);
        if (entry.isDashed && entry.isVisible) {
            painter.fillRect(box.adjusted(side / 3, 0, -side / 3, 0), m_background);
        }
        if (!isNamed) {
            return;
        }
        const int textLeft = box.right() + gap + 1;
        const QRect text(textLeft, cell.top(), cell.right() - textLeft, cell.height());
        painter.setFont(font);
        painter.setPen(entry.isVisible ? m_text : m_hiddenText);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         isCompact ? QString::number(entry.id)
                                   : metrics.elidedText(entry.name, Qt::ElideRight, text.width()));
    }

    static constexpr int gap = 4; // pixels

    std::vector<LegendEntry> m_entries;
    QFont m_font;
    QColor m_background;
    QColor m_text;
    QColor m_hiddenText;
};

} // namespace

/// What draws one series; owned by the plot.
struct LinePlot::Curve
{
    QCPGraph* line = nullptr;
    QCPGraph* discs = nullptr; ///< points that are not hollow, where some are
    QCPGraph* low = nullptr; ///< without a pen: filled up to `high`
    QCPGraph* high = nullptr;
};

struct LinePlot::Parts
{
    LinePlotData data;
    std::vector<Curve> curves; // [series]
    std::set<int> hidden;
    std::optional<int> highlighted;
    QCPItemStraightLine* zeroLine = nullptr; // owned by the plot
    DepthLegend* legend = nullptr; // owned by the plot's layout
    std::unique_ptr<AxisAnnotations> annotations;
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
    m_parts->legend = new DepthLegend(&plot);
    m_parts->legend->setSizeConstraintRect(QCPLayoutElement::scrOuterRect);
    plot.plotLayout()->addElement(0, 1, m_parts->legend);
    plot.setAutoAddPlottableToLegend(false);
    plot.addLayer(highlightLayer, plot.layer(QStringLiteral("main")));
    plot.addLayer(bandLayer, plot.layer(QStringLiteral("main")), QCustomPlot::limBelow);
    m_parts->annotations = std::make_unique<AxisAnnotations>(plot);
    restyle();
}

LinePlot::~LinePlot() = default;

const LinePlotData& LinePlot::data() const
{
    return m_parts->data;
}

void LinePlot::setData(const LinePlotData& data)
{
    m_parts->data = data;
    setFrame(data.title, data.xLabel, data.yLabel, data.xRange);
    m_parts->zeroLine->setVisible(data.xZeroLine);
    m_parts->annotations->setData(data.spans, data.markers);
    plot().xAxis->setTicker(data.wholeX ? wholeTicks() : linearTicks());
    plot().xAxis->setTickLabels(data.numberedX);
    fitCurves(data.series.size());
    const double xRange = data.xRange.upper - data.xRange.lower;
    const auto lineStyle = data.steps ? QCPGraph::lsStepCenter : QCPGraph::lsLine;
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const LineSeries& series = data.series[i];
        const Curve& curve = m_parts->curves[i];
        setPoints(*curve.line, series.x, series.y);
        setPoints(*curve.discs, series.hollow.empty() ? std::vector<double> {} : series.x,
                  series.hollow.empty() ? std::vector<double> {} : solidPoints(series));
        setBorder(*curve.low, series, series.low, singleBand * xRange);
        setBorder(*curve.high, series, series.high, singleBand * xRange);
        for (QCPGraph* graph : {curve.line, curve.low, curve.high}) {
            graph->setLineStyle(lineStyle);
        }
    }
    setHasData(!data.series.empty());
    fitHeight();
    restyle();
    replotSoon();
}

/// One curve a series; those that are there already are kept.
void LinePlot::fitCurves(std::size_t numSeries)
{
    QCustomPlot& plot = this->plot();
    std::vector<Curve>& curves = m_parts->curves;
    while (curves.size() > numSeries) {
        for (QCPGraph* graph :
             {curves.back().line, curves.back().discs, curves.back().low, curves.back().high}) {
            plot.removeGraph(graph);
        }
        curves.pop_back();
    }
    while (curves.size() < numSeries) {
        const Curve curve {.line = plot.addGraph(),
                           .discs = plot.addGraph(),
                           .low = plot.addGraph(),
                           .high = plot.addGraph()};
        curve.discs->setLineStyle(QCPGraph::lsNone);
        for (QCPGraph* border : {curve.low, curve.high}) {
            border->setLayer(bandLayer);
            border->setPen(Qt::NoPen);
        }
        curve.high->setChannelFillGraph(curve.low);
        curves.push_back(curve);
    }
}

/// The y axis holds the visible lines and their bands, so that hiding the tall ones shows the others better,
/// and 0.
void LinePlot::fitHeight()
{
    const AxisRange& atLeast = m_parts->data.yAtLeast;
    double bottom = std::min(0.0, drawable(atLeast.lower)); // 0 for NaN
    double top = std::max(0.0, drawable(atLeast.upper));
    for (const LineSeries& series : m_parts->data.series) {
        if (!isSeriesVisible(series.id)) {
            continue;
        }
        for (const std::vector<double>* values : {&series.y, &series.low, &series.high}) {
            for (const double any : *values) {
                const double value = drawable(any);
                bottom = value < bottom ? value : bottom; // never for NaN
                top = value > top ? value : top;
            }
        }
    }
    constexpr double margin = 0.05; // of the range, beyond the values
    constexpr double labelMargin = 0.25; // for names and labels above the values
    const double room = margin * (top - bottom);
    const bool hasLabels = !m_parts->data.spans.empty()
        || std::ranges::any_of(m_parts->data.markers,
                               [](const AxisMarker& marker) { return !marker.label.isEmpty(); });
    const double topRoom = hasLabels ? labelMargin * (top - bottom) : room;
    const double noValues = top == bottom ? 1 : topRoom - room;
    const AxisRange shown =
        drawableRange({.lower = bottom < 0 ? bottom - room : 0, .upper = top > 0 ? top + topRoom : noValues});
    plot().yAxis->setRange(shown.lower, shown.upper);
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
    fitHeight();
    restyle();
    replotSoon();
}

void LinePlot::restyle()
{
    const PlotStyle& style = plotStyle();
    m_parts->zeroLine->setPen(QPen(style.zeroLine, 1));
    m_parts->annotations->applyStyle(style, scaledFont(0.9));
    plot().yAxis->grid()->setZeroLinePen(QPen(style.zeroLine, 1)); // where values lie on both sides
    std::vector<LegendEntry> entries;
    entries.reserve(m_parts->curves.size());
    for (std::size_t i = 0; i < m_parts->curves.size(); ++i) {
        const LineSeries& series = m_parts->data.series[i];
        const Curve& curve = m_parts->curves[i];
        const bool isStrong = m_parts->highlighted == series.id;
        const QColor color = style.depth(series.depth);
        const QColor lineColor = m_parts->highlighted && !isStrong ? style.pale(color) : color;
        const QCPScatterStyle disc(QCPScatterStyle::ssDisc, lineColor, lineColor, 6);
        const QCPScatterStyle ring(QCPScatterStyle::ssCircle, lineColor, style.background, 6);
        const QCPScatterStyle points = series.hollow.empty() ? disc : ring;
        curve.line->setPen(QPen(lineColor, isStrong ? 3 : 1.4, series.dashed ? Qt::DashLine : Qt::SolidLine));
        curve.line->setScatterStyle(m_parts->data.points ? points : QCPScatterStyle());
        curve.discs->setScatterStyle(disc);
        for (QCPGraph* graph : {curve.line, curve.discs}) {
            graph->setLayer(isStrong ? highlightLayer : QStringLiteral("main"));
        }
        curve.high->setBrush(style.band(lineColor));
        for (QCPGraph* graph : {curve.line, curve.discs, curve.low, curve.high}) {
            graph->setVisible(isSeriesVisible(series.id));
        }
        entries.push_back({.id = series.id,
                           .name = series.name,
                           .color = color,
                           .isVisible = curve.line->visible(),
                           .isStrong = isStrong,
                           .isDashed = series.dashed});
    }
    m_parts->legend->setEntries(std::move(entries));
    m_parts->legend->setStyle(scaledFont(0.9), style);
    m_parts->legend->setMinimumSize(rightRoom(), 1);
    m_parts->legend->setMaximumSize(rightRoom(), QWIDGETSIZE_MAX);
    m_parts->legend->setMargins({legendGap, 6, 0, 0});
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
        if (std::isnan(distance)) {
            continue;
        }
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
        const double x = series.x[found->point];
        const double y = series.y[found->point];
        //: %1 is a line's name, %2 a value on the x axis
        QStringList lines {tr("%1 at %2").arg(series.name, shownNumber(x)),
                           //: %1 is what the y axis shows, %2 its value
                           tr("%1: %2").arg(m_parts->data.yLabel, shownNumber(y))};
        if (hasBandAt(series, found->point)) {
            //: the lower and upper border of the band behind a line
            lines += tr("Band: %1 to %2")
                         .arg(shownNumber(series.low[found->point]), shownNumber(series.high[found->point]));
        }
        if (isHollowAt(series, found->point)) {
            lines += m_parts->data.hollowMeaning;
        }
        setReadOut(lines);
        emit hovered(series.id, x, y);
    }
}

void LinePlot::pointerLeft()
{
    setReadOut({});
    emit hovered(-1, 0, 0);
}

void LinePlot::pointerClicked(QPoint position)
{
    if (const std::optional<std::size_t> entry = m_parts->legend->entryAt(position)) {
        const int id = m_parts->data.series[*entry].id;
        setSeriesVisible(id, !isSeriesVisible(id));
        return;
    }
    const std::optional<Nearest> found = nearest(position);
    if (found && found->distance <= clickDistance && plot().axisRect()->rect().contains(position)) {
        const LineSeries& series = m_parts->data.series[found->series];
        emit seriesClicked(series.id);
        emit pointClicked(series.id, series.x[found->point]);
    }
}

void LinePlot::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && m_parts->highlighted) {
        setSeriesVisible(*m_parts->highlighted, !isSeriesVisible(*m_parts->highlighted));
    } else {
        PlotWidget::keyPressEvent(event);
    }
}

QString LinePlot::csv() const
{
    const auto isShown = [this](const LineSeries& series) { return isSeriesVisible(series.id); };
    const bool anyBand = std::ranges::any_of(m_parts->data.series, [&isShown](const LineSeries& series) {
        return isShown(series) && hasBand(series);
    });
    QStringList header {tr("series"), m_parts->data.xLabel, m_parts->data.yLabel};
    if (anyBand) {
        //: columns of a table: the lower and upper border of the band behind a line
        header += {tr("low"), tr("high")};
    }
    const bool anyHollow = std::ranges::any_of(m_parts->data.series, [&isShown](const LineSeries& series) {
        return isShown(series) && !series.hollow.empty();
    });
    if (anyHollow) {
        header += m_parts->data.hollowMeaning;
    }
    QString text = csvLine(header);
    for (const LineSeries& series : m_parts->data.series) {
        for (std::size_t i = 0; i < series.x.size() && isShown(series); ++i) {
            if (series.x[i] < xLower() || series.x[i] > xUpper()) {
                continue;
            }
            QStringList fields {series.name, csvNumber(series.x[i]), csvNumber(series.y[i])};
            if (anyBand) {
                fields += hasBand(series) ? QStringList {csvNumber(series.low[i]), csvNumber(series.high[i])}
                                          : QStringList {QString(), QString()};
            }
            if (anyHollow) {
                fields += isHollowAt(series, i) ? QStringLiteral("1") : QStringLiteral("0");
            }
            text += csvLine(fields);
        }
    }
    return text;
}

} // namespace bathyscope::ui
