// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/AxisAnnotations.h"

#include "ui/plots/Drawable.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr int padding = 3; // pixels round a text

/// What is drawn over the axes' whole height and cannot be clicked.
class AxisItem : public QCPAbstractItem
{
public:
    explicit AxisItem(QCustomPlot& plot)
        : QCPAbstractItem(&plot)
    {
    }

    double selectTest(const QPointF& /*position*/, bool /*onlySelectable*/,
                      QVariant* /*details*/) const override
    {
        return -1;
    }

protected:
    [[nodiscard]] QRect axes() const
    {
        return mParentPlot->axisRect()->rect();
    }

    /// Pixel of a place on the x axis, kept within the axes.
    [[nodiscard]] double visiblePixel(double x) const
    {
        return std::clamp(mParentPlot->xAxis->coordToPixel(x), static_cast<double>(axes().left()),
                          static_cast<double>(axes().right() + 1));
    }
};

} // namespace

class AxisAnnotations::Tints final : public AxisItem
{
public:
    using AxisItem::AxisItem;

    std::vector<AxisSpan> spans;
    PlotStyle style;

protected:
    void draw(QCPPainter* painter) override
    {
        painter->setAntialiasing(false); // neighbours meet without a seam
        for (const AxisSpan& span : spans) {
            const double left = visiblePixel(span.x.lower);
            const double right = visiblePixel(span.x.upper);
            painter->fillRect(QRectF(left, axes().top(), right - left, axes().height()),
                              PlotStyle::tint(style.depth(span.depth)));
        }
    }
};

class AxisAnnotations::Labels final : public AxisItem
{
public:
    using AxisItem::AxisItem;

    std::vector<AxisSpan> spans;
    std::vector<AxisMarker> markers;
    PlotStyle style;
    QFont font;

protected:
    void draw(QCPPainter* painter) override
    {
        painter->setFont(font);
        for (const AxisMarker& marker : markers) {
            drawLine(*painter, marker);
        }
        std::vector<QRect> taken;
        for (const AxisSpan& span : spans) {
            drawName(*painter, span, taken);
        }
        for (const AxisMarker& marker : markers) {
            drawLabel(*painter, marker, taken);
        }
    }

private:
    [[nodiscard]] bool isVisible(double x) const
    {
        return mParentPlot->xAxis->range().contains(x);
    }

    void drawLine(QCPPainter& painter, const AxisMarker& marker) const
    {
        if (!isVisible(marker.x)) {
            return;
        }
        const bool isSelection = marker.kind == AxisMarker::Kind::Selection;
        painter.setAntialiasing(false);
        painter.setPen(QPen(isSelection ? style.highlight : style.cursor, isSelection ? 2 : 1,
                            isSelection ? Qt::SolidLine : Qt::DashLine));
        const double pixel = visiblePixel(marker.x);
        painter.drawLine(QLineF(pixel, axes().top(), pixel, axes().bottom()));
    }

    [[nodiscard]] QSize sizeOf(const QString& text) const
    {
        return QFontMetrics(font).size(0, text) + QSize(2 * padding, 0);
    }

    /// Below what is there already.
    void drawText(QCPPainter& painter, QRect place, const QString& text, std::vector<QRect>& taken) const
    {
        const auto hit = [&taken, &place] {
            return std::ranges::find_if(taken,
                                        [&place](const QRect& other) { return other.intersects(place); });
        };
        for (auto other = hit(); other != taken.end(); other = hit()) {
            place.moveTop(other->bottom() + 1);
        }
        taken.push_back(place);
        painter.fillRect(place, style.veil());
        painter.setPen(style.text);
        painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
    }

    /// In the middle of what is visible of the span; its last word alone, a number, where that is too narrow.
    void drawName(QCPPainter& painter, const AxisSpan& span, std::vector<QRect>& taken) const
    {
        const double left = visiblePixel(span.x.lower);
        const double right = visiblePixel(span.x.upper);
        if (right <= left) {
            return;
        }
        const bool isWide = sizeOf(span.name).width() <= right - left;
        const QString text = isWide ? span.name : span.name.section(QLatin1Char(' '), -1);
        QRect place({0, 0}, sizeOf(text));
        place.moveCenter(QPointF((left + right) / 2, 0).toPoint());
        place.moveTop(axes().top() + padding);
        drawText(painter, place, text, taken);
    }

    /// Beside the line, on the side that has the room.
    void drawLabel(QCPPainter& painter, const AxisMarker& marker, std::vector<QRect>& taken) const
    {
        if (marker.label.isEmpty() || !isVisible(marker.x)) {
            return;
        }
        const int pixel = static_cast<int>(visiblePixel(marker.x));
        QRect place({pixel + padding, axes().top() + padding}, sizeOf(marker.label));
        if (place.right() > axes().right()) {
            place.moveRight(pixel - padding);
        }
        drawText(painter, place, marker.label, taken);
    }
};

AxisAnnotations::AxisAnnotations(QCustomPlot& plot)
    : m_tints(new Tints(plot))
    , m_labels(new Labels(plot))
{
    const QString tints = QStringLiteral("tints"); // behind everything but the grid
    const QString labels = QStringLiteral("labels"); // above all lines
    plot.addLayer(tints, plot.layer(QStringLiteral("grid")));
    plot.addLayer(labels, plot.layer(QStringLiteral("axes")), QCustomPlot::limBelow);
    m_tints->setLayer(tints);
    m_labels->setLayer(labels);
}

void AxisAnnotations::setData(const std::vector<AxisSpan>& spans, const std::vector<AxisMarker>& markers)
{
    std::vector<AxisSpan> shownSpans = spans;
    std::erase_if(shownSpans, [](const AxisSpan& span) {
        return std::isnan(drawable(span.x.lower)) || std::isnan(drawable(span.x.upper));
    });
    m_tints->spans = shownSpans;
    m_labels->spans = shownSpans;
    m_labels->markers = markers;
    std::erase_if(m_labels->markers, [](const AxisMarker& marker) { return std::isnan(drawable(marker.x)); });
}

void AxisAnnotations::applyStyle(const PlotStyle& style, const QFont& smallFont)
{
    m_tints->style = style;
    m_labels->style = style;
    m_labels->font = smallFont;
}

} // namespace bathyscope::ui
