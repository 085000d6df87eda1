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

    /// Says as much as there is room for.
    int layOut()
    {
        const auto most = static_cast<int>(mostOfHeight * axes().height());
        int height = 0;
        for (const Wording wording : {Wording::Whole, Wording::FirstLines, Wording::NamesOnly}) {
            m_placed.clear();
            placeNames();
            placeLabels(wording);
            height = heightOfBand();
            if (height <= most) {
                break;
            }
        }
        return height;
    }

protected:
    void draw(QCPPainter* painter) override
    {
        painter->setFont(font);
        for (const AxisMarker& marker : markers) {
            drawLine(*painter, marker);
        }
        for (const Placed& placed : m_placed) {
            painter->fillRect(placed.area, style.veil()); // lines of markers run below
            painter->setPen(style.text);
            painter->drawText(placed.area, Qt::AlignCenter | Qt::TextDontClip, placed.text);
        }
    }

private:
    enum class Wording
    {
        Whole,
        FirstLines, ///< of the labels
        NamesOnly,
    };
    struct Placed
    {
        QRect area;
        QString text;
    };

    static constexpr double mostOfHeight = 0.4; ///< of the axes, for what is said above the values

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

    [[nodiscard]] int heightOfBand() const
    {
        int bottom = axes().top();
        for (const Placed& placed : m_placed) {
            bottom = std::max(bottom, placed.area.bottom() + 1 + padding);
        }
        return bottom - axes().top();
    }

    [[nodiscard]] bool isFree(const QRect& area) const
    {
        return std::ranges::none_of(m_placed,
                                    [&area](const Placed& placed) { return placed.area.intersects(area); });
    }

    /// As high as possible at one of some places from left to right, the first one preferred.
    void place(const QString& text, const std::vector<int>& lefts)
    {
        QRect area({0, axes().top() + padding}, sizeOf(text));
        while (true) {
            for (const int left : lefts) {
                area.moveLeft(left);
                if (isFree(area)) {
                    m_placed.push_back({.area = area, .text = text});
                    return;
                }
            }
            area.translate(0, 1);
        }
    }

    /// In the middle of what is visible of a span; its last word alone, a number, where that is too narrow.
    void placeNames()
    {
        for (const AxisSpan& span : spans) {
            const double left = visiblePixel(span.x.lower);
            const double right = visiblePixel(span.x.upper);
            if (right > left) {
                const bool isWide = sizeOf(span.name).width() <= right - left;
                const QString text = isWide ? span.name : span.name.section(QLatin1Char(' '), -1);
                place(text, {static_cast<int>((left + right - sizeOf(text).width()) / 2)});
            }
        }
    }

    /// Beside the lines, on a side that has the room.
    void placeLabels(Wording wording)
    {
        if (wording == Wording::NamesOnly) {
            return;
        }
        for (const AxisMarker& marker : markers) {
            if (marker.label.isEmpty() || !isVisible(marker.x)) {
                continue;
            }
            const QString text =
                wording == Wording::Whole ? marker.label : marker.label.section(QLatin1Char('\n'), 0, 0);
            const auto pixel = static_cast<int>(visiblePixel(marker.x));
            const int width = sizeOf(text).width();
            const int rightOfLine = pixel + padding;
            const int leftOfLine = pixel - padding - width;
            std::vector<int> lefts;
            if (rightOfLine + width <= axes().right() + 1) {
                lefts.push_back(rightOfLine);
            }
            if (leftOfLine >= axes().left()) {
                lefts.push_back(leftOfLine);
            }
            if (lefts.empty()) { // it is wider than either side
                lefts.push_back(std::max(axes().left(), axes().right() + 1 - width));
            }
            place(text, lefts);
        }
    }

    std::vector<Placed> m_placed;
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

int AxisAnnotations::layOut()
{
    return m_labels->layOut();
}

void AxisAnnotations::applyStyle(const PlotStyle& style, const QFont& smallFont)
{
    m_tints->style = style;
    m_labels->style = style;
    m_labels->font = smallFont;
}

} // namespace bathyscope::ui
