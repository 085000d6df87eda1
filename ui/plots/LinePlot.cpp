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
#include <limits>
#include <set>

namespace bathyscope::ui {

namespace {

constexpr double reach = 12; // pixels from the pointer to a line
const QString highlightLayer = QStringLiteral("highlight"); // above the other lines, below read-outs
const QString bandLayer = QStringLiteral("bands"); // behind all lines
constexpr int legendGap = 12; // pixels between axes and legend
constexpr int belowMargin = 8; // to the right of a legend below the axes
constexpr int rightMargin = 20; // to the right of axes without a legend there: half of the last tick's label
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

/// From a point to a straight piece of a line.
double distanceToSegment(QPointF point, QPointF from, QPointF to)
{
    const QPointF along = to - from;
    const double squared = QPointF::dotProduct(along, along);
    const double share =
        squared > 0 ? std::clamp(QPointF::dotProduct(point - from, along) / squared, 0.0, 1.0) : 0;
    const QPointF away = point - (from + share * along);
    return std::hypot(away.x(), away.y());
}

/// Of the point of a line nearest to x; the line has one.
std::size_t nearestPoint(const std::vector<double>& points, double x)
{
    const auto next = std::ranges::lower_bound(points, x);
    const auto point = static_cast<std::size_t>(next - points.begin());
    const bool isBeforeNearer =
        point == points.size() || (point > 0 && x - points[point - 1] < points[point] - x);
    return isBeforeNearer ? point - 1 : point;
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

/// What numbered names share: "Layer " of "Layer 3" and "Layer 11". Nothing where they are not numbered.
QString sharedWord(const std::vector<LegendEntry>& entries)
{
    if (entries.empty()) {
        return {};
    }
    const QString word = commonWord(entries.front().name);
    const bool isShared = std::ranges::all_of(entries, [&word](const LegendEntry& entry) {
        return entry.name.size() > word.size() && commonWord(entry.name) == word;
    });
    return isShared ? word : QString();
}

/// One box a series: filled for a visible line, with a gap for a dashed one, hollow for a hidden one. Beside
/// the axes names while they fit below each other, otherwise their numbers in as many columns as needed,
/// under the word they share. Below the axes names in lines from left to right; numbers, after the word they
/// share, where names take too many lines.
class DepthLegend final : public QCPLayoutElement
{
public:
    using QCPLayoutElement::QCPLayoutElement;

    void setEntries(std::vector<LegendEntry> entries)
    {
        m_entries = std::move(entries);
    }

    void setBelow(bool isBelow)
    {
        m_isBelow = isBelow;
    }

    /// Width that shows all names beside the axes, without margins, pixels.
    [[nodiscard]] int widthOfNames() const
    {
        QFont bold = m_font;
        bold.setBold(true); // of a highlighted line
        const QFontMetrics metrics(bold);
        int widest = 0;
        for (const LegendEntry& entry : m_entries) {
            widest = std::max(widest, metrics.horizontalAdvance(entry.name));
        }
        return boxSide(metrics) + 2 * gap + widest;
    }

    [[nodiscard]] QSize minimumOuterSizeHint() const override
    {
        return m_isBelow ? QSize(1, heightBelow()) : QCPLayoutElement::minimumOuterSizeHint();
    }

    [[nodiscard]] QSize maximumOuterSizeHint() const override
    {
        return m_isBelow ? QSize(QWIDGETSIZE_MAX, heightBelow()) : QCPLayoutElement::maximumOuterSizeHint();
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
            painter->drawText(heading, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                              commonWord(m_entries.front().name));
        }
        // Of rows that had to move together only every second or third is named.
        const int rowsANumber = 1 + QFontMetrics(m_font).ascent() / grid.rowHeight;
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const bool isNamed = m_isBelow || static_cast<int>(i) % grid.numRows % rowsANumber == 0;
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
        int numColumns = 0; ///< below the axes, where entries run from left to right
        int headingWidth = 0; ///< likewise
    };

    /// For so much width below the axes.
    [[nodiscard]] Grid layOutBelow(int room) const
    {
        const QFontMetrics metrics(m_font);
        const int numEntries = std::max(1, static_cast<int>(m_entries.size()));
        const auto inColumns = [&](int width, int heading) {
            const int numColumns = std::clamp((room - heading) / width, 1, numEntries);
            return Grid {.numRows = (numEntries + numColumns - 1) / numColumns,
                         .rowHeight = metrics.height() + 1,
                         .columnWidth = std::min(width, room - heading),
                         .numColumns = numColumns,
                         .headingWidth = heading};
        };
        const Grid named = inColumns(widthOfNames() + spacing, 0);
        const QString word = sharedWord(m_entries);
        if (word.isEmpty() || named.numRows <= mostRowsOfNames) {
            return named;
        }
        int widest = 0;
        for (const LegendEntry& entry : m_entries) {
            widest = std::max(widest, metrics.horizontalAdvance(QString::number(entry.id)));
        }
        Grid numbered = inColumns(boxSide(metrics) + gap + widest + spacing,
                                  metrics.horizontalAdvance(word) + spacing / 2);
        numbered.isCompact = true;
        return numbered;
    }

    [[nodiscard]] int heightBelow() const
    {
        const QMargins around = margins();
        const Grid grid = layOutBelow(parentPlot()->viewport().width() - around.left() - around.right());
        return m_entries.empty() ? 0 : grid.numRows * grid.rowHeight + around.top() + around.bottom();
    }

    /// Beside the axes: down to the x axis' title where that reaches below the legend.
    [[nodiscard]] int heightBeside() const
    {
        const QCPAxis& axis = *parentPlot()->xAxis;
        const QSize title = QFontMetrics(axis.labelFont()).size(0, axis.label());
        const int titleEnd = axis.axisRect()->rect().center().x() + title.width() / 2;
        return titleEnd + gap < rect().left() ? rect().height() : rect().height() - title.height();
    }

    [[nodiscard]] Grid layOut() const
    {
        if (m_isBelow) {
            return layOutBelow(rect().width());
        }
        const QFontMetrics metrics(m_font);
        const int numEntries = std::max(1, static_cast<int>(m_entries.size()));
        const int comfortable = metrics.height() + 3;
        const int height = heightBeside();
        if (numEntries * comfortable <= height) {
            return {.numRows = numEntries, .rowHeight = comfortable, .columnWidth = rect().width()};
        }
        const int tight = metrics.height() + 1;
        const int narrowest = boxSide(metrics) + gap + metrics.horizontalAdvance(QStringLiteral("00")) + 1;
        const int rowsThatFit = std::max(1, height / tight - 1);
        const int mostColumns = std::max(1, rect().width() / narrowest);
        const int numColumns = std::min(mostColumns, (numEntries + rowsThatFit - 1) / rowsThatFit);
        const int numRows = (numEntries + numColumns - 1) / numColumns;
        // Where even so they do not fit, rows move together rather than out of the plot.
        return {.isCompact = true,
                .numRows = numRows,
                .rowHeight = std::max(2, std::min(comfortable, height / (numRows + 1))),
                .columnWidth = rect().width() / std::max(2, numColumns)};
    }

    [[nodiscard]] QRect cell(const Grid& grid, std::size_t index) const
    {
        const auto place = static_cast<int>(index);
        if (grid.numColumns > 0) {
            return {rect().left() + grid.headingWidth + place % grid.numColumns * grid.columnWidth,
                    rect().top() + place / grid.numColumns * grid.rowHeight, grid.columnWidth,
                    grid.rowHeight};
        }
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
    static constexpr int spacing = 12; // between columns below the axes
    static constexpr int mostRowsOfNames = 3;

    std::vector<LegendEntry> m_entries;
    bool m_isBelow = false;
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
    Pointing pointing = Pointing::Lines;
    QCPItemStraightLine* zeroLine = nullptr; // owned by the plot
    DepthLegend* legend = nullptr; // owned by the plot's layout
    std::unique_ptr<AxisAnnotations> annotations;
    AxisRange values; ///< on the y axis, with some room around them
};

struct LinePlot::Nearest
{
    std::size_t series = 0;
    std::size_t point = 0;
    double distance = 0; ///< pixels
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
    connect(&plot, &QCustomPlot::afterLayout, this, &LinePlot::makeRoom);
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
    const double room = margin * (top - bottom);
    const double noValues = top == bottom ? 1 : 0;
    m_parts->values =
        drawableRange({.lower = bottom < 0 ? bottom - room : 0, .upper = top > 0 ? top + room : noValues});
    plot().yAxis->setRange(m_parts->values.lower, m_parts->values.upper);
}

/// Above the values, for names and labels, now that the axes have their size.
void LinePlot::makeRoom()
{
    QCPAxisRect* axes = plot().axisRect();
    const int band = std::min(m_parts->annotations->layOut(), axes->height() - 1);
    const AxisRange& values = m_parts->values;
    const double height = (values.upper - values.lower) * axes->height() / std::max(1, axes->height() - band);
    const QCPRange wanted(values.lower, values.lower + height);
    if (plot().yAxis->range() != wanted) {
        plot().yAxis->setRange(wanted);
        axes->update(QCPLayoutElement::upPreparation); // ticks of the new range
    }
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

/// The line to look at: on paper all are.
std::optional<int> LinePlot::highlighted() const
{
    return isOnPaper() ? std::nullopt : m_parts->highlighted;
}

/// What is selected is not on paper.
std::vector<AxisMarker> LinePlot::shownMarkers() const
{
    std::vector<AxisMarker> markers = m_parts->data.markers;
    if (isOnPaper()) {
        std::erase_if(markers,
                      [](const AxisMarker& marker) { return marker.kind == AxisMarker::Kind::Selection; });
    }
    return markers;
}

/// Beside the axes, or below them where they would be left too little room.
void LinePlot::placeLegend()
{
    DepthLegend& legend = *m_parts->legend;
    constexpr double mostShare = 0.35; // of the width
    const int width = legendGap + legend.widthOfNames();
    const bool isBelow = isOnPaper() && (isNarrow() || width > mostShare * paperSize().width());
    QCPLayoutGrid& grid = *plot().plotLayout();
    grid.take(&legend);
    grid.simplify();
    int row = 0;
    while (grid.element(row, 0) != plot().axisRect()) {
        ++row;
    }
    legend.setBelow(isBelow);
    if (isBelow) {
        grid.addElement(grid.rowCount(), 0, &legend);
        legend.setMinimumSize(1, 1);
        legend.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
        legend.setMargins({textLeft(), 2, belowMargin, 2});
    } else {
        grid.addElement(row, 1, &legend);
        const int beside = isOnPaper() ? std::max(rightRoom(), width) : rightRoom();
        legend.setMinimumSize(beside, 1);
        legend.setMaximumSize(beside, QWIDGETSIZE_MAX);
        legend.setMargins({legendGap, 6, 0, 0});
    }
    QMargins around = plot().axisRect()->margins();
    around.setRight(isBelow ? rightMargin : 0);
    plot().axisRect()->setMargins(around);
}

void LinePlot::restyle()
{
    const PlotStyle& style = plotStyle();
    m_parts->annotations->setData(m_parts->data.spans, shownMarkers());
    fitHeight();
    m_parts->zeroLine->setPen(QPen(style.zeroLine, 1));
    m_parts->annotations->applyStyle(style, scaledFont(0.9));
    plot().yAxis->grid()->setZeroLinePen(QPen(style.zeroLine, 1)); // where values lie on both sides
    std::vector<LegendEntry> entries;
    entries.reserve(m_parts->curves.size());
    for (std::size_t i = 0; i < m_parts->curves.size(); ++i) {
        const LineSeries& series = m_parts->data.series[i];
        const Curve& curve = m_parts->curves[i];
        const bool isStrong = highlighted() == series.id;
        const QColor color = style.depth(series.depth);
        const QColor lineColor = highlighted() && !isStrong ? style.pale(color) : color;
        const QCPScatterStyle disc(QCPScatterStyle::ssDisc, lineColor, lineColor, 6);
        const QCPScatterStyle ring(QCPScatterStyle::ssCircle, lineColor, style.background, 6);
        const QCPScatterStyle points = series.hollow.empty() ? disc : ring;
        curve.line->setPen(QPen(lineColor, isStrong ? 3 : 1.4, series.dashed ? Qt::DashLine : Qt::SolidLine));
        curve.line->setScatterStyle(m_parts->data.points ? points : QCPScatterStyle());
        curve.discs->setScatterStyle(disc);
        for (QCPGraph* graph : {curve.line, curve.discs}) {
            static_cast<QCPLayerable*>(graph)->setLayer(isStrong ? highlightLayer : QStringLiteral("main"));
        }
        curve.high->setBrush(style.band(lineColor));
        for (QCPGraph* graph : {curve.line, curve.discs, curve.low, curve.high}) {
            graph->setVisible(isSeriesVisible(series.id));
        }
        if (curve.line->visible() || !isOnPaper()) { // on paper nothing can be shown again
            entries.push_back({.id = series.id,
                               .name = series.name,
                               .color = color,
                               .isVisible = curve.line->visible(),
                               .isStrong = isStrong,
                               .isDashed = series.dashed});
        }
    }
    m_parts->legend->setEntries(std::move(entries));
    m_parts->legend->setStyle(scaledFont(0.9), style);
    placeLegend();
}

void LinePlot::setPointing(Pointing pointing)
{
    m_parts->pointing = pointing;
}

/// Pixels from a position to a line as it is drawn near there; infinite where nothing is.
double LinePlot::distanceTo(const LineSeries& series, QPoint position) const
{
    const QCustomPlot& plot = this->plot();
    const auto pixel = [&](std::size_t point) {
        return QPointF(plot.xAxis->coordToPixel(series.x[point]), plot.yAxis->coordToPixel(series.y[point]));
    };
    const auto isBefore = [&](double x, double bound) { return plot.xAxis->coordToPixel(x) < bound; };
    const auto firstFrom = [&](double bound) {
        return static_cast<std::size_t>(std::ranges::lower_bound(series.x, bound, isBefore)
                                        - series.x.begin());
    };
    // The points within reach and one on either side of them.
    const std::size_t begin = firstFrom(position.x() - reach);
    const std::size_t end = firstFrom(position.x() + reach);
    double least = std::numeric_limits<double>::infinity();
    const auto consider = [&](QPointF from, QPointF to) {
        const double distance = distanceToSegment(position, from, to);
        least = distance < least ? distance : least; // never for NaN
    };
    for (std::size_t point = begin > 0 ? begin - 1 : 0; point < std::min(end + 1, series.x.size()); ++point) {
        const QPointF here = pixel(point);
        consider(here, here);
        if (point + 1 == series.x.size()) {
            break;
        }
        const QPointF next = pixel(point + 1);
        if (m_parts->data.steps) { // half way to the next point, up or down, and on
            const double middle = (here.x() + next.x()) / 2;
            consider(here, {middle, here.y()});
            consider({middle, here.y()}, {middle, next.y()});
            consider({middle, next.y()}, next);
        } else {
            consider(here, next);
        }
    }
    return least;
}

/// What hovering and clicking mean at a position: one function, so that they agree.
std::optional<LinePlot::Nearest> LinePlot::pointedAt(QPoint position) const
{
    const QCustomPlot& plot = this->plot();
    if (!plot.axisRect()->rect().contains(position)) {
        return std::nullopt;
    }
    const bool isOfLines = m_parts->pointing == Pointing::Lines;
    const double x = plot.xAxis->pixelToCoord(position.x());
    std::optional<Nearest> best;
    for (std::size_t i = 0; i < m_parts->data.series.size(); ++i) {
        const LineSeries& series = m_parts->data.series[i];
        if (series.x.empty() || !isSeriesVisible(series.id)) {
            continue;
        }
        const std::size_t point = nearestPoint(series.x, x);
        const double above = std::abs(plot.yAxis->coordToPixel(series.y[point]) - position.y());
        const double distance = isOfLines ? distanceTo(series, position) : above;
        const bool isMeant = !std::isnan(above) && (!isOfLines || distance <= reach);
        if (isMeant && (!best || distance < best->distance)) {
            best = Nearest {.series = i, .point = point, .distance = distance};
        }
    }
    return best;
}

void LinePlot::pointerMoved(QPoint position)
{
    const std::optional<Nearest> found = pointedAt(position);
    if (!found) {
        pointerLeft();
    } else {
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
    if (const std::optional<Nearest> found = pointedAt(position)) {
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
