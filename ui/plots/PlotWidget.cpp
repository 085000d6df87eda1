// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotWidget.h"

#include "ui/plots/Drawable.h"
#include "ui/plots/NumberTicks.h"
#include "ui/plots/PlotOverlay.h"
#include "ui/plots/RedrawQueue.h"
#include "ui/plots/ZoomRange.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr double notch = 120; // what Qt reports for one step of a wheel
constexpr double zoomFactor = 0.85;
constexpr double stepShare = 0.1; // of the shown range, for one arrow key
constexpr int captionMargin = 12; // pixels
constexpr int tickLength = 4;

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
    bool isMarked = false;
    bool isOnPaper = false;
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
    plot->axisRect()->setAutoMargins(QCP::msTop | QCP::msBottom);
    plot->axisRect()->setMinimumMargins({0, 6, 0, 0});
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

QFont PlotWidget::scaledFont(double share) const
{
    constexpr double smallestReadable = 6; // points
    QFont scaled = font();
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
    return QFontMetrics(font()).height() + ticks + 3 * tickLength;
}

int PlotWidget::rightRoom() const
{
    return 7 * QFontMetrics(font()).height();
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
    m_parts->plot->xAxis->setLabel(xLabel);
    m_parts->plot->yAxis->setLabel(yLabel);
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
    plot->axisRect()->setMargins({leftRoom(), 0, plot->axisRect()->margins().right(), 0});
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setTickPen(style.axis);
        axis->setTickLabelColor(style.text);
        axis->setLabelColor(style.text);
        axis->setTickLabelFont(scaledFont(0.9));
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(style.grid, 1));
        axis->grid()->setZeroLinePen(QPen(style.grid, 1));
    }
    applyFrame();
    m_parts->overlay->applyStyle(style, font(), scaledFont(0.9), leftRoom());
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
    m_parts->overlay->fitTitle(width());
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

/// Background and caption; returns how high the caption is.
int PlotWidget::paintCaption(QCPPainter& painter, QSize size, const QString& caption) const
{
    const QRect captionArea(captionMargin, 0, size.width() - 2 * captionMargin, size.height());
    painter.setFont(scaledFont(0.8));
    const int flags = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;
    const int captionHeight =
        caption.isEmpty() ? 0 : painter.boundingRect(captionArea, flags, caption).height() + captionMargin;
    painter.fillRect(QRect({0, 0}, size), m_parts->style.background);
    painter.setPen(m_parts->style.axis);
    painter.drawText(captionArea.translated(0, size.height() - captionHeight + 4), flags, caption);
    return captionHeight;
}

void PlotWidget::paintPlot(QCPPainter& painter, QSize size)
{
    m_parts->overlay->fitTitle(size.width());
    m_parts->plot->toPainter(&painter, size.width(), size.height());
    m_parts->overlay->fitTitle(width());
}

void PlotWidget::paint(QCPPainter& painter, QSize size, const QString& caption)
{
    const int captionHeight = paintCaption(painter, size, caption);
    paintPlot(painter, {size.width(), size.height() - captionHeight});
}

DrawnFigure PlotWidget::draw(FigureFormat format, QSize size, const QString& caption,
                             const QString& provenance)
{
    DrawnFigure drawn;
    onPaper([&] { drawn = drawFigure(figure(size, caption, provenance), format); });
    return drawn;
}

DrawnFigure PlotWidget::drawSideBySide(PlotWidget& left, PlotWidget& right, FigureFormat format, QSize size,
                                       const QString& caption, const QString& provenance)
{
    const auto paintBoth = [&](QCPPainter& painter) {
        const int captionHeight = left.paintCaption(painter, size, caption);
        const QSize half(size.width() / 2, size.height() - captionHeight);
        left.paintPlot(painter, half);
        painter.save();
        painter.translate(half.width(), 0);
        right.paintPlot(painter, half);
        painter.restore();
    };
    Figure both = left.figure(size, caption, provenance);
    both.title += QStringLiteral(", ") + right.m_parts->overlay->title();
    both.paint = paintBoth;
    DrawnFigure drawn;
    left.onPaper([&] { right.onPaper([&] { drawn = drawFigure(both, format); }); });
    return drawn;
}

QString PlotWidget::exportImage(const QString& path, QSize size, const QString& caption,
                                const QString& provenance)
{
    QString problem;
    onPaper([&] { problem = writeFigure(figure(size, caption, provenance), path); });
    return problem;
}

void PlotWidget::copyToClipboard()
{
    onPaper(
        [this] { QApplication::clipboard()->setImage(figureImage(figure(m_parts->plot->size(), {}, {}))); });
}

Figure PlotWidget::figure(QSize size, const QString& caption, const QString& provenance)
{
    return {.title = m_parts->overlay->title(),
            .description = caption,
            .provenance = provenance,
            .size = size,
            .paint = [this, size, caption](QCPPainter& painter) { paint(painter, size, caption); }};
}

void PlotWidget::onPaper(const std::function<void()>& draw)
{
    m_parts->isOnPaper = true;
    m_parts->overlay->setOnPaper(true);
    applyStyle(PlotStyle::paper());
    restyle();
    draw();
    m_parts->isOnPaper = false;
    m_parts->overlay->setOnPaper(false);
    applyStyle(PlotStyle::screen(palette()));
    restyle();
    replotSoon();
}

} // namespace bathyscope::ui
