// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotWidget.h"

#include "ui/plots/AxisFit.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/FittedText.h"
#include "ui/plots/NumberTicks.h"
#include "ui/plots/PlotOverlay.h"
#include "ui/plots/RedrawQueue.h"
#include "ui/plots/ZoomRange.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopeGuard>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr double notch = 120; // what Qt reports for one step of a wheel
constexpr double zoomFactor = 0.85;
constexpr double stepShare = 0.1; // of the shown range, for one arrow key
constexpr int captionMargin = 12; // pixels
constexpr int captionGap = 4; // above it
constexpr int tickLength = 4;
constexpr int narrowest = 560; // pixels: with less, a plot has no room to give away beside its axes
constexpr int narrowMargin = 8;
constexpr double usualShape = 0.75; // height by width of a figure without a height of its own

/// Waits for its turn when its size has changed; QCustomPlot itself draws at once, at every change.
class LazyPlot final : public QCustomPlot
{
public:
    using QCustomPlot::QCustomPlot;

protected:
    void resizeEvent(QResizeEvent* /*event*/) override
    {
        setViewport(rect());
        RedrawQueue::add(*this);
    }
};

} // namespace

/// What the pressed left button is doing.
struct PlotWidget::Drag
{
    QPoint from;
    AxisRange range; ///< when it was pressed
    bool isPossible = false; ///< it was pressed inside the axes
    bool isClick = false; ///< it has not moved away yet
};

struct PlotWidget::Parts
{
    QCustomPlot* plot = nullptr; // owned by the widget
    std::unique_ptr<PlotOverlay> overlay;
    PlotStyle style;
    ZoomRange x;
    Drag drag;
    std::unique_ptr<AxisFit> xFit;
    std::unique_ptr<AxisFit> yFit;
    QSize paper; ///< what this plot is drawn on, while it is
    bool isMarked = false;
    bool isOnPaper = false;
    bool isFitting = false;
};

PlotWidget::PlotWidget(QWidget* parent)
    : QWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* plot = new LazyPlot(this);
    m_parts->plot = plot;
    layout->addWidget(plot);
    plot->setMouseTracking(true);
    plot->installEventFilter(this);
    plot->setInteractions({});
    plot->setPlottingHint(QCP::phFastPolylines); // eight times as fast; wants opaque lines
    plot->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleDescription(tr("Plus and minus zoom, left and right move, Home shows the whole axis."));
    makeAxes();
    m_parts->xFit = std::make_unique<AxisFit>(*plot->xAxis);
    m_parts->yFit = std::make_unique<AxisFit>(*plot->yAxis);
    connect(plot, &QCustomPlot::afterLayout, this, &PlotWidget::fitLayout);
    m_parts->overlay = std::make_unique<PlotOverlay>(*plot);
    m_parts->style = PlotStyle::screen(palette());
    applyStyle(m_parts->style);
    setHasData(false);
}

PlotWidget::~PlotWidget() = default;

void PlotWidget::makeAxes()
{
    QCustomPlot* plot = m_parts->plot;
    plot->plotLayout()->setRowSpacing(2);
    plot->plotLayout()->setColumnSpacing(0);
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setTicker(linearTicks());
        axis->setTickLength(0, tickLength); // outwards: inside they would hide in a heatmap
        axis->setSubTicks(false);
    }
    for (QCPAxis* axis : {plot->xAxis2, plot->yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
}

QCustomPlot& PlotWidget::plot() const
{
    return *m_parts->plot;
}

const PlotStyle& PlotWidget::plotStyle() const
{
    return m_parts->style;
}

QFont PlotWidget::plotFont() const
{
    QFont plain = font();
    if (m_parts->isOnPaper) {
        plain.setFamily(QFontInfo(plain).family()); // "Sans Serif" is another one on another machine
        plain.setPixelSize(static_cast<int>(FigureSize::textUnits));
        plain.setHintingPreference(QFont::PreferNoHinting); // as wide as in print, whatever it is drawn on
    }
    return plain;
}

QFont PlotWidget::scaledFont(double share) const
{
    constexpr double smallestReadable = 6; // points
    QFont scaled = plotFont();
    if (scaled.pointSizeF() > 0) {
        scaled.setPointSizeF(std::max(smallestReadable, share * scaled.pointSizeF()));
    } else {
        scaled.setPixelSize(std::max(8, static_cast<int>(std::lround(share * scaled.pixelSize()))));
    }
    return scaled;
}

int PlotWidget::leftRoom() const
{
    const int ticks = QFontMetrics(scaledFont(0.9)).horizontalAdvance(QStringLiteral("−00,000"));
    return QFontMetrics(plotFont()).height() + ticks + 3 * tickLength;
}

int PlotWidget::rightRoom() const
{
    return 7 * QFontMetrics(plotFont()).height();
}

bool PlotWidget::isOnPaper() const
{
    return m_parts->isOnPaper;
}

QSize PlotWidget::paperSize() const
{
    return m_parts->paper;
}

bool PlotWidget::isNarrow() const
{
    return m_parts->isOnPaper && m_parts->paper.width() < narrowest;
}

int PlotWidget::textLeft() const
{
    return isNarrow() ? narrowMargin : leftRoom();
}

QSize PlotWidget::sizeHint() const
{
    return {640, 320};
}

QSize PlotWidget::minimumSizeHint() const
{
    return {260, 140};
}

void PlotWidget::setEmptyText(const QString& text)
{
    m_parts->overlay->setEmptyText(text);
    replotSoon();
}

void PlotWidget::setHasData(bool hasData)
{
    m_parts->overlay->setEmptyTextVisible(!hasData);
    // Axes of nothing would be read as a result.
    for (QCPAxis* axis : m_parts->plot->axisRect()->axes()) {
        axis->setVisible(hasData); // and its grid with it
    }
}

QString PlotWidget::shownNumber(double value) const
{
    return plotNumber(value, locale());
}

void PlotWidget::setReadOut(const QStringList& lines)
{
    m_parts->overlay->setReadOut(lines);
    m_parts->overlay->replotPointer();
}

void PlotWidget::setFrame(const QString& title, const QString& xLabel, const QString& yLabel, AxisRange fullX)
{
    m_parts->overlay->setTitle(title);
    if (!title.isEmpty()) {
        setAccessibleName(title);
    }
    m_parts->xFit->setTitle(xLabel);
    m_parts->yFit->setTitle(yLabel);
    m_parts->x.setFull(drawableRange(fullX));
    applyRange();
}

bool PlotWidget::isZoomed() const
{
    return m_parts->x.isZoomed();
}

double PlotWidget::xLower() const
{
    return m_parts->x.shown().lower;
}

double PlotWidget::xUpper() const
{
    return m_parts->x.shown().upper;
}

void PlotWidget::setXRange(double lower, double upper)
{
    m_parts->x.show(drawableRange({lower, upper}));
    applyRange();
}

void PlotWidget::resetZoom()
{
    m_parts->x.reset();
    applyRange();
    emit xRangeChanged(xLower(), xUpper());
}

void PlotWidget::applyRange()
{
    m_parts->plot->xAxis->setRange(xLower(), xUpper());
    replotSoon();
}

void PlotWidget::tellRange(bool hasChanged)
{
    if (hasChanged) {
        applyRange();
        emit xRangeChanged(xLower(), xUpper());
    }
}

void PlotWidget::setCursorX(std::optional<double> x)
{
    if (m_parts->overlay->cursorX() != x) {
        m_parts->overlay->setCursorX(x);
        m_parts->overlay->replotPointer();
    }
}

void PlotWidget::setMostTicks(int x, int y)
{
    m_parts->xFit->setMostTicks(x);
    m_parts->yFit->setMostTicks(y);
}

bool PlotWidget::fitBesideAxes()
{
    const bool hasXChanged = m_parts->xFit->fit();
    return m_parts->yFit->fit() || hasXChanged;
}

/// Ticks and titles go by the axes' length, and the room that they take changes that.
void PlotWidget::fitLayout()
{
    if (m_parts->isFitting) {
        return;
    }
    m_parts->isFitting = true;
    constexpr int mostPasses = 3; // each changes less than the one before
    for (int pass = 0; pass < mostPasses && fitBesideAxes(); ++pass) {
        for (const auto phase :
             {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout}) {
            m_parts->plot->plotLayout()->update(phase);
        }
    }
    m_parts->isFitting = false;
}

void PlotWidget::replotSoon()
{
    RedrawQueue::add(*m_parts->plot);
}

void PlotWidget::applyStyle(const PlotStyle& style)
{
    m_parts->style = style;
    QCustomPlot* plot = m_parts->plot;
    plot->setBackground(style.background);
    plot->setLocale(locale());
    const bool isOnPaper = m_parts->isOnPaper;
    const QCP::MarginSides fitted = QCP::msTop | QCP::msBottom;
    plot->axisRect()->setAutoMargins(isOnPaper ? fitted | QCP::msLeft : fitted);
    plot->axisRect()->setMinimumMargins({isOnPaper && !isNarrow() ? leftRoom() : 0, 6, 0, 0});
    plot->axisRect()->setMargins({leftRoom(), 0, plot->axisRect()->margins().right(), 0});
    for (AxisFit* fit : {m_parts->xFit.get(), m_parts->yFit.get()}) {
        fit->setMostLines(isOnPaper ? 2 : 1);
    }
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setTickPen(style.axis);
        axis->setTickLabelColor(style.text);
        axis->setLabelColor(style.text);
        axis->setTickLabelFont(scaledFont(0.9));
        axis->setLabelFont(plotFont());
        axis->grid()->setPen(QPen(style.grid, 1));
        axis->grid()->setZeroLinePen(QPen(style.grid, 1));
    }
    applyFrame();
    m_parts->overlay->applyStyle(style, plotFont(), scaledFont(0.9), textLeft());
}

/// The frame of the plot that has the keyboard or is marked; on paper nothing has either.
void PlotWidget::applyFrame()
{
    const PlotStyle& style = m_parts->style;
    const bool isStrong = !m_parts->isOnPaper && (hasFocus() || m_parts->isMarked);
    const QPen strong(style.highlight, m_parts->isMarked ? 2 : 1);
    for (QCPAxis* axis : {m_parts->plot->xAxis, m_parts->plot->yAxis}) {
        axis->setBasePen(isStrong ? strong : QPen(style.axis));
    }
    for (QCPAxis* axis : {m_parts->plot->xAxis2, m_parts->plot->yAxis2}) {
        axis->setBasePen(isStrong ? strong : QPen(style.grid));
    }
}

void PlotWidget::setMarked(bool isMarked)
{
    m_parts->isMarked = isMarked;
    applyFrame();
    replotSoon();
}

void PlotWidget::changeEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LocaleChange:
        applyStyle(PlotStyle::screen(palette()));
        restyle();
        replotSoon();
        break;
    default:
        break;
    }
    QWidget::changeEvent(event);
}

void PlotWidget::resizeEvent(QResizeEvent* event)
{
    m_parts->overlay->fitTitle(width(), 1);
    QWidget::resizeEvent(event);
}

void PlotWidget::keyPressEvent(QKeyEvent* event)
{
    ZoomRange& x = m_parts->x;
    const double centre = (xLower() + xUpper()) / 2;
    switch (event->key()) {
    case Qt::Key_Home:
        resetZoom();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        tellRange(x.zoomBy(zoomFactor, centre));
        break;
    case Qt::Key_Minus:
        tellRange(x.zoomBy(1 / zoomFactor, centre));
        break;
    case Qt::Key_Left:
        tellRange(x.moveBy(-stepShare * x.width()));
        break;
    case Qt::Key_Right:
        tellRange(x.moveBy(stepShare * x.width()));
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PlotWidget::focusInEvent(QFocusEvent* event)
{
    applyFrame();
    replotSoon();
    QWidget::focusInEvent(event);
}

void PlotWidget::focusOutEvent(QFocusEvent* event)
{
    applyFrame();
    replotSoon();
    QWidget::focusOutEvent(event);
}

bool PlotWidget::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_parts->plot) {
        return QWidget::eventFilter(watched, event);
    }
    switch (event->type()) {
    case QEvent::Wheel:
        wheelTurned(*static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        buttonPressed(*static_cast<QMouseEvent*>(event));
        break;
    case QEvent::MouseMove:
        mouseMoved(*static_cast<QMouseEvent*>(event));
        break;
    case QEvent::MouseButtonRelease:
        buttonReleased(*static_cast<QMouseEvent*>(event));
        break;
    case QEvent::Leave:
        loseCursor();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void PlotWidget::wheelTurned(const QWheelEvent& wheel)
{
    ZoomRange& x = m_parts->x;
    const QPointF notches = QPointF(wheel.angleDelta()) / notch;
    if (std::abs(notches.x()) > std::abs(notches.y())) {
        tellRange(x.moveBy(-stepShare * x.width() * notches.x()));
    } else {
        const double pointer = m_parts->plot->xAxis->pixelToCoord(wheel.position().x());
        const double centre = std::clamp(pointer, xLower(), xUpper());
        tellRange(x.zoomBy(std::pow(zoomFactor, notches.y()), centre));
    }
}

void PlotWidget::buttonPressed(const QMouseEvent& mouse)
{
    if (mouse.button() != Qt::LeftButton) {
        return;
    }
    const bool isInside = m_parts->plot->axisRect()->rect().contains(mouse.pos());
    // Beside the axes a quick second click is a click: somebody switches lines in the legend.
    const bool isReset = isInside && mouse.type() == QEvent::MouseButtonDblClick;
    m_parts->drag = {.from = mouse.pos(),
                     .range = m_parts->x.shown(),
                     .isPossible = isInside && !isReset,
                     .isClick = !isReset};
    setFocus(Qt::MouseFocusReason);
    if (isReset) {
        resetZoom();
    }
}

void PlotWidget::mouseMoved(const QMouseEvent& mouse)
{
    Drag& drag = m_parts->drag;
    const int distance = mouse.pos().x() - drag.from.x();
    const bool isDragging = (mouse.buttons() & Qt::LeftButton) != 0 && drag.isPossible
        && (!drag.isClick || std::abs(distance) >= QApplication::startDragDistance());
    if (isDragging) {
        drag.isClick = false;
        m_parts->plot->setCursor(Qt::ClosedHandCursor);
        const double shift =
            distance * (drag.range.upper - drag.range.lower) / m_parts->plot->axisRect()->width();
        tellRange(m_parts->x.moveTo({drag.range.lower - shift, drag.range.upper - shift}));
    } else if (m_parts->plot->axisRect()->rect().contains(mouse.pos())) {
        const double x = m_parts->plot->xAxis->pixelToCoord(mouse.pos().x());
        m_parts->overlay->keepClearOf(mouse.pos());
        setCursorX(x);
        emit cursorMoved(x);
        pointerMoved(mouse.pos());
    } else {
        loseCursor();
    }
}

void PlotWidget::buttonReleased(const QMouseEvent& mouse)
{
    if (mouse.button() == Qt::LeftButton) {
        m_parts->plot->unsetCursor();
        if (m_parts->drag.isClick) {
            pointerClicked(mouse.pos());
        }
        m_parts->drag = {};
    }
}

void PlotWidget::loseCursor()
{
    setCursorX(std::nullopt);
    emit cursorMoved(std::nullopt);
    pointerLeft();
}

void PlotWidget::pointerMoved(QPoint /*position*/) { }

void PlotWidget::pointerLeft() { }

void PlotWidget::pointerClicked(QPoint /*position*/) { }

QFont PlotWidget::captionFont() const
{
    return scaledFont(0.8);
}

/// With the room above and below; nothing without a caption.
int PlotWidget::captionHeight(const QString& lines) const
{
    return lines.isEmpty() ? 0
                           : QFontMetrics(captionFont()).size(0, lines).height() + captionGap + captionMargin;
}

/// A figure without a picture yet: of its own height, or of `usualHeight` (units) and the caption's. Its
/// description is the caption in lines.
Figure PlotWidget::figure(const FigureSize& size, double usualHeight, const QString& caption,
                          const QString& provenance) const
{
    const int width = size.units().width() - 2 * captionMargin;
    const int lineHeight = QFontMetrics(captionFont()).lineSpacing();
    constexpr int mostShare = 4; // a quarter of a figure, lest nothing is left of the plot
    const int mostLines =
        size.hasHeight() ? size.units().height() / mostShare / lineHeight : std::numeric_limits<int>::max();
    const QString lines =
        caption.isEmpty() ? QString() : fittedText(caption, captionFont(), width, mostLines);
    return {.title = m_parts->overlay->title(),
            .description = lines,
            .provenance = provenance,
            .size = size.hasHeight() ? size : size.withHeight(usualHeight + captionHeight(lines)),
            .paint = {}};
}

/// Background and caption.
void PlotWidget::paintCaption(QCPPainter& painter, QSize size, const QString& lines) const
{
    painter.fillRect(QRect({0, 0}, size), m_parts->style.background);
    painter.setFont(captionFont());
    painter.setPen(m_parts->style.axis);
    const QRect place(captionMargin, size.height() - captionHeight(lines) + captionGap, size.width(),
                      captionHeight(lines));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, lines);
}

void PlotWidget::paintPlot(QCPPainter& painter, QSize size)
{
    m_parts->paper = size;
    applyStyle(m_parts->style);
    restyle();
    m_parts->overlay->fitTitle(size.width(), 2);
    m_parts->plot->toPainter(&painter, size.width(), size.height());
}

Figure PlotWidget::figureOfOne(const FigureSize& asked, const QString& caption, const QString& provenance)
{
    Figure drawn = figure(asked, usualShape * asked.units().width(), caption, provenance);
    const QSize size = drawn.size.units();
    const QString lines = std::exchange(drawn.description, caption);
    drawn.paint = [this, size, lines](QCPPainter& painter) {
        paintCaption(painter, size, lines);
        paintPlot(painter, {size.width(), size.height() - captionHeight(lines)});
    };
    return drawn;
}

DrawnFigure PlotWidget::draw(FigureFormat format, const FigureSize& size, const QString& caption,
                             const QString& provenance)
{
    DrawnFigure drawn;
    onPaper([&] { drawn = drawFigure(figureOfOne(size, caption, provenance), format); });
    return drawn;
}

namespace {

constexpr int leastBeside = 300; // units: with less, a plot has too little beside what stands round it
constexpr int leastAbove = 180; // and above another, with less, too little between its title and its legend

/// Where two plots in so much room are better off beside than above each other.
bool standBeside(QSize both)
{
    const bool isWide = both.width() / 2 >= leastBeside && both.height() <= both.width();
    return isWide || both.height() / 2 < leastAbove;
}

} // namespace

DrawnFigure PlotWidget::drawBoth(PlotWidget& first, PlotWidget& second, FigureFormat format,
                                 const FigureSize& asked, const QString& caption, const QString& provenance)
{
    constexpr double besideShape = 1.0; // height by width of one of both
    constexpr double aboveShape = 0.55;
    DrawnFigure drawn;
    const auto drawThem = [&] {
        const int width = asked.units().width();
        const bool isWide = width / 2 >= leastBeside;
        const double usualHeight =
            isWide ? besideShape / 2 * width : 2 * std::max<double>(leastAbove, aboveShape * width);
        Figure both = first.figure(asked, usualHeight, caption, provenance);
        const int height = both.size.units().height() - first.captionHeight(both.description);
        const bool areBeside = standBeside({width, height});
        both.title += QStringLiteral(", ") + second.m_parts->overlay->title();
        const QSize size = both.size.units();
        const QString lines = std::exchange(both.description, caption);
        both.paint = [&, size, height, lines, areBeside](QCPPainter& painter) {
            first.paintCaption(painter, size, lines);
            const QSize half = areBeside ? QSize(size.width() / 2, height) : QSize(size.width(), height / 2);
            first.paintPlot(painter, half);
            painter.save();
            painter.translate(areBeside ? half.width() : 0, areBeside ? 0 : half.height());
            second.paintPlot(painter, half);
            painter.restore();
        };
        drawn = drawFigure(both, format);
    };
    first.onPaper([&] { second.onPaper(drawThem); });
    return drawn;
}

FigureSize PlotWidget::screenSize() const
{
    constexpr double pointsPerInch = 72;
    const double text = QFontInfo(font()).pixelSize() * pointsPerInch / FigureSize::screenDotsPerInch;
    FigureSize shown = FigureSize::ofPixels(size(), text);
    shown.dotsPerInch *= devicePixelRatioF();
    return shown;
}

void PlotWidget::copyToClipboard()
{
    onPaper([this] { QApplication::clipboard()->setImage(figureImage(figureOfOne(screenSize(), {}, {}))); });
}

void PlotWidget::onPaper(const std::function<void()>& draw)
{
    m_parts->isOnPaper = true;
    m_parts->overlay->setOnPaper(true);
    m_parts->style = PlotStyle::paper(); // which each drawing applies for its size
    const auto back = qScopeGuard([this] { // whatever the drawing throws
        m_parts->isOnPaper = false;
        m_parts->paper = {};
        m_parts->overlay->setOnPaper(false);
        applyStyle(PlotStyle::screen(palette()));
        restyle();
        m_parts->overlay->fitTitle(width(), 1);
        replotSoon();
    });
    draw();
}

} // namespace bathyscope::ui
