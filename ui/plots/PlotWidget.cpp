// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotWidget.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFileInfo>
#include <QImage>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr int leftWidth = 76; // the same in all plots, so that x axes above each other agree
constexpr int largestExport = 16384; // pixels a side
constexpr double wheelFactor = 0.85;
constexpr double narrowestShare = 1e-3; // of the full range

} // namespace

struct PlotWidget::Parts
{
    QCustomPlot* plot = nullptr; // owned by the widget
    QCPTextElement* title = nullptr; // these are owned by the plot
    QCPItemText* emptyText = nullptr;
    QCPItemText* readOut = nullptr;
    QCPItemStraightLine* cursor = nullptr;
    PlotStyle style;
    QString titleText;
    AxisRange fullX;
    QPoint pressedAt;
    bool isZoomed = false;
    bool isDragging = false;
    double dragLower = 0;
    double dragUpper = 0;
};

PlotWidget::PlotWidget(QWidget* parent)
    : QWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    QCustomPlot* plot = new QCustomPlot(this);
    m_parts->plot = plot;
    layout->addWidget(plot);
    plot->setMouseTracking(true);
    plot->installEventFilter(this);
    plot->setInteractions({});
    plot->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::StrongFocus);
    plot->setNoAntialiasingOnDrag(true);
    plot->plotLayout()->setRowSpacing(2);
    plot->plotLayout()->setColumnSpacing(0);
    plot->axisRect()->setAutoMargins(QCP::msTop | QCP::msBottom);
    plot->axisRect()->setMargins({leftWidth, 0, 0, 0});
    plot->axisRect()->setMinimumMargins({0, 6, 0, 0});
    plot->xAxis2->setVisible(true);
    plot->yAxis2->setVisible(true);
    for (QCPAxis* axis : {plot->xAxis2, plot->yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    m_parts->title = new QCPTextElement(plot);
    m_parts->title->setMargins({0, 5, 0, 1});
    m_parts->emptyText = new QCPItemText(plot);
    m_parts->emptyText->setText({});
    m_parts->emptyText->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_parts->emptyText->position->setCoords(0.5, 0.5);
    m_parts->readOut = new QCPItemText(plot);
    m_parts->readOut->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_parts->readOut->position->setCoords(0.99, 0.03);
    m_parts->readOut->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    m_parts->readOut->setTextAlignment(Qt::AlignRight);
    m_parts->readOut->setPadding({4, 2, 4, 2});
    m_parts->readOut->setVisible(false);
    m_parts->cursor = new QCPItemStraightLine(plot);
    m_parts->cursor->setVisible(false);
    m_parts->style = PlotStyle::screen(palette());
    applyStyle(m_parts->style);
    setHasData(false);
}

PlotWidget::~PlotWidget() = default;

QCustomPlot& PlotWidget::plot() const
{
    return *m_parts->plot;
}

const PlotStyle& PlotWidget::plotStyle() const
{
    return m_parts->style;
}

QSize PlotWidget::sizeHint() const
{
    return {640, 320};
}

QSize PlotWidget::minimumSizeHint() const
{
    return {260, 150};
}

void PlotWidget::setEmptyText(const QString& text)
{
    m_parts->emptyText->setText(text);
    replotSoon();
}

void PlotWidget::setHasData(bool hasData)
{
    m_parts->emptyText->setVisible(!hasData);
    // Axes of nothing would be read as a result.
    for (QCPAxis* axis : m_parts->plot->axisRect()->axes()) {
        axis->setVisible(hasData); // and its grid with it
    }
}

void PlotWidget::setReadOut(const QString& text)
{
    m_parts->readOut->setText(text);
    m_parts->readOut->setVisible(!text.isEmpty());
    replotSoon();
}

void PlotWidget::setFrame(const QString& title, const QString& xLabel, const QString& yLabel, AxisRange fullX)
{
    QCustomPlot* plot = m_parts->plot;
    if (m_parts->titleText.isEmpty() != title.isEmpty()) {
        if (title.isEmpty()) {
            plot->plotLayout()->take(m_parts->title);
            plot->plotLayout()->simplify();
        } else {
            plot->plotLayout()->insertRow(0);
            plot->plotLayout()->addElement(0, 0, m_parts->title);
        }
    }
    m_parts->titleText = title;
    m_parts->title->setText(title);
    setAccessibleName(title.isEmpty() ? xLabel : title);
    plot->xAxis->setLabel(xLabel);
    plot->yAxis->setLabel(yLabel);
    const bool isNewRange = !(m_parts->fullX == fullX);
    m_parts->fullX = fullX;
    if (isNewRange && !m_parts->isZoomed) {
        plot->xAxis->setRange(fullX.lower, fullX.upper);
    }
}

bool PlotWidget::isZoomed() const
{
    return m_parts->isZoomed;
}

double PlotWidget::xLower() const
{
    return m_parts->plot->xAxis->range().lower;
}

double PlotWidget::xUpper() const
{
    return m_parts->plot->xAxis->range().upper;
}

void PlotWidget::setXRange(double lower, double upper)
{
    const AxisRange& full = m_parts->fullX;
    m_parts->isZoomed = !(AxisRange {lower, upper} == full);
    m_parts->plot->xAxis->setRange(lower, upper);
    replotSoon();
}

void PlotWidget::resetZoom()
{
    const AxisRange full = m_parts->fullX;
    setXRange(full.lower, full.upper);
    emit xRangeChanged(full.lower, full.upper);
}

void PlotWidget::userChangedRange(double lower, double upper)
{
    const AxisRange& full = m_parts->fullX;
    const double fullWidth = full.upper - full.lower;
    const double width = std::clamp(upper - lower, fullWidth * narrowestShare, fullWidth);
    const double begin = std::clamp(lower, full.lower, full.upper - width);
    setXRange(begin, width == fullWidth ? full.upper : begin + width);
    emit xRangeChanged(xLower(), xUpper());
}

void PlotWidget::zoomBy(double factor, double centre)
{
    userChangedRange(centre + (xLower() - centre) * factor, centre + (xUpper() - centre) * factor);
}

void PlotWidget::moveBy(double share)
{
    const double step = (xUpper() - xLower()) * share;
    userChangedRange(xLower() + step, xUpper() + step);
}

void PlotWidget::setCursorX(std::optional<double> x)
{
    QCPItemStraightLine* cursor = m_parts->cursor;
    const bool changed = cursor->visible() != x.has_value() || (x && cursor->point1->key() != *x);
    if (!changed) {
        return;
    }
    cursor->setVisible(x.has_value());
    if (x) {
        cursor->point1->setCoords(*x, 0);
        cursor->point2->setCoords(*x, 1);
    }
    replotSoon();
}

void PlotWidget::replotSoon()
{
    m_parts->plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::applyStyle(const PlotStyle& style)
{
    m_parts->style = style;
    QCustomPlot* plot = m_parts->plot;
    plot->setBackground(style.background);
    QFont small = font();
    small.setPointSizeF(std::max(6.0, font().pointSizeF() * 0.9));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis, plot->xAxis2, plot->yAxis2}) {
        axis->setBasePen(style.axis);
        axis->setTickPen(style.axis);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(style.text);
        axis->setLabelColor(style.text);
        axis->setTickLabelFont(small);
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(style.grid, 1));
        axis->grid()->setZeroLinePen(QPen(style.grid, 1));
    }
    plot->xAxis2->setBasePen(style.grid);
    plot->yAxis2->setBasePen(style.grid);
    QFont bold = font();
    bold.setBold(true);
    m_parts->title->setFont(bold);
    m_parts->title->setTextColor(style.text);
    m_parts->emptyText->setFont(font());
    m_parts->emptyText->setColor(style.axis);
    m_parts->readOut->setFont(small);
    m_parts->readOut->setColor(style.text);
    QColor veil = style.background;
    veil.setAlpha(210);
    m_parts->readOut->setBrush(veil);
    m_parts->cursor->setPen(QPen(style.cursor, 1, Qt::DashLine));
}

void PlotWidget::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange) {
        applyStyle(PlotStyle::screen(palette()));
        restyle();
        showFocus();
    }
    QWidget::changeEvent(event);
}

void PlotWidget::keyPressEvent(QKeyEvent* event)
{
    const double centre = (xLower() + xUpper()) / 2;
    switch (event->key()) {
    case Qt::Key_Home:
        resetZoom();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(wheelFactor, centre);
        break;
    case Qt::Key_Minus:
        zoomBy(1 / wheelFactor, centre);
        break;
    case Qt::Key_Left:
        moveBy(-0.1);
        break;
    case Qt::Key_Right:
        moveBy(0.1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PlotWidget::showFocus()
{
    const QColor& color = hasFocus() ? m_parts->style.highlight : m_parts->style.grid;
    m_parts->plot->xAxis2->setBasePen(color);
    m_parts->plot->yAxis2->setBasePen(color);
    replotSoon();
}

void PlotWidget::focusInEvent(QFocusEvent* event)
{
    showFocus();
    QWidget::focusInEvent(event);
}

void PlotWidget::focusOutEvent(QFocusEvent* event)
{
    showFocus();
    QWidget::focusOutEvent(event);
}

bool PlotWidget::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_parts->plot) {
        return QWidget::eventFilter(watched, event);
    }
    QCPAxis* xAxis = m_parts->plot->xAxis;
    switch (event->type()) {
    case QEvent::Wheel: {
        auto* wheel = static_cast<QWheelEvent*>(event);
        const double steps = wheel->angleDelta().y() / 120.0;
        zoomBy(std::pow(wheelFactor, steps), xAxis->pixelToCoord(wheel->position().x()));
        return true;
    }
    case QEvent::MouseButtonPress: {
        setFocus(Qt::MouseFocusReason);
        m_parts->pressedAt = static_cast<QMouseEvent*>(event)->pos();
        m_parts->dragLower = xLower();
        m_parts->dragUpper = xUpper();
        break;
    }
    case QEvent::MouseMove: {
        auto* mouse = static_cast<QMouseEvent*>(event);
        const int distance = mouse->pos().x() - m_parts->pressedAt.x();
        if ((mouse->buttons() & Qt::LeftButton) != 0
            && (m_parts->isDragging || std::abs(distance) >= QApplication::startDragDistance())) {
            m_parts->isDragging = true;
            const double shift =
                distance * (m_parts->dragUpper - m_parts->dragLower) / m_parts->plot->axisRect()->width();
            userChangedRange(m_parts->dragLower - shift, m_parts->dragUpper - shift);
        } else if (m_parts->plot->axisRect()->rect().contains(mouse->pos())) {
            const double x = xAxis->pixelToCoord(mouse->pos().x());
            setCursorX(x);
            emit cursorMoved(x);
            pointerMoved(mouse->pos());
        } else {
            setCursorX(std::nullopt);
            emit cursorMoved(std::nullopt);
            pointerLeft();
        }
        break;
    }
    case QEvent::MouseButtonRelease: {
        auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton && !m_parts->isDragging) {
            pointerClicked(mouse->pos());
        }
        m_parts->isDragging = false;
        break;
    }
    case QEvent::MouseButtonDblClick:
        resetZoom();
        break;
    case QEvent::Leave:
        setCursorX(std::nullopt);
        emit cursorMoved(std::nullopt);
        pointerLeft();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void PlotWidget::pointerMoved(QPoint /*position*/) { }

void PlotWidget::pointerLeft() { }

void PlotWidget::pointerClicked(QPoint /*position*/) { }

void PlotWidget::paint(QCPPainter& painter, QSize size, const QString& caption)
{
    const QRect captionArea(12, 0, size.width() - 24, size.height());
    QFont small = font();
    small.setPointSizeF(std::max(6.0, font().pointSizeF() * 0.8));
    painter.setFont(small);
    const int flags = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;
    const int captionHeight =
        caption.isEmpty() ? 0 : painter.boundingRect(captionArea, flags, caption).height() + 10;
    painter.fillRect(QRect({0, 0}, size), m_parts->style.background);
    painter.setPen(m_parts->style.axis);
    painter.drawText(captionArea.translated(0, size.height() - captionHeight + 4), flags, caption);
    m_parts->plot->toPainter(&painter, size.width(), size.height() - captionHeight);
}

QString PlotWidget::writeImage(const QString& path, QSize size, const QString& caption)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return tr("The file %1 cannot be written: %2. Choose another place.").arg(path, file.errorString());
    }
    QCPPainter painter;
    if (suffix == QLatin1String("png")) {
        QImage image(size, QImage::Format_RGB32);
        painter.begin(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(painter, size, caption);
        painter.end();
        image.save(&file, "PNG");
    } else if (suffix == QLatin1String("svg")) {
        QSvgGenerator svg;
        svg.setOutputDevice(&file);
        svg.setSize(size);
        svg.setViewBox(QRect({0, 0}, size));
        svg.setTitle(m_parts->titleText);
        svg.setDescription(caption);
        painter.begin(&svg);
        painter.setMode(QCPPainter::pmVectorized);
        paint(painter, size, caption);
        painter.end();
    } else if (suffix == QLatin1String("pdf")) {
        constexpr int resolution = 96;
        QPdfWriter pdf(&file);
        pdf.setResolution(resolution);
        pdf.setPageSize(QPageSize(QSizeF(size) / resolution, QPageSize::Inch));
        pdf.setPageMargins({});
        pdf.setTitle(m_parts->titleText);
        painter.begin(&pdf);
        painter.setMode(QCPPainter::pmVectorized);
        paint(painter, size, caption);
        painter.end();
    } else {
        return tr("The file name %1 should end in .png, .svg or .pdf.").arg(path);
    }
    if (!file.commit()) {
        return tr("The file %1 cannot be written: %2. Choose another place.").arg(path, file.errorString());
    }
    return {};
}

QString PlotWidget::exportImage(const QString& path, QSize size, const QString& caption)
{
    if (size.width() < 64 || size.height() < 64 || size.width() > largestExport
        || size.height() > largestExport) {
        return tr("A picture of %1 × %2 pixels cannot be made; choose sizes from 64 to %3.")
            .arg(size.width())
            .arg(size.height())
            .arg(largestExport);
    }
    QString problem;
    onPaper([&] { problem = writeImage(path, size, caption); });
    return problem;
}

void PlotWidget::copyToClipboard()
{
    onPaper([this] {
        QImage image(m_parts->plot->size(), QImage::Format_RGB32);
        QCPPainter painter(&image);
        paint(painter, image.size(), {});
        painter.end();
        QApplication::clipboard()->setImage(image);
    });
}

void PlotWidget::onPaper(const std::function<void()>& draw)
{
    const bool hadCursor = m_parts->cursor->visible();
    const bool hadReadOut = m_parts->readOut->visible();
    const PlotStyle screen = m_parts->style;
    m_parts->cursor->setVisible(false);
    m_parts->readOut->setVisible(false);
    applyStyle(PlotStyle::paper());
    restyle();
    draw();
    applyStyle(screen);
    restyle();
    m_parts->cursor->setVisible(hadCursor);
    m_parts->readOut->setVisible(hadReadOut);
    showFocus();
}

} // namespace bathyscope::ui
