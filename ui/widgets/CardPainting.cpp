// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CardPainting.h"

#include <QPainter>
#include <QRectF>

#include <algorithm>

namespace bathyscope::ui::card {

namespace {

constexpr qreal cornerRadius = 8;

} // namespace

QFont titleFont(const QFont& base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont smallFont(const QFont& base)
{
    QFont font = base;
    font.setPointSizeF(base.pointSizeF() * 0.92);
    return font;
}

void paintFrame(QPainter& painter, const QRect& area, ThemeColor fill, bool isChosen)
{
    const QColor accent = themeColor(ThemeColor::Accent);
    const qreal penWidth = isChosen ? 2 : 1;
    const QRectF frame = QRectF(area).adjusted(penWidth / 2, penWidth / 2, -penWidth / 2, -penWidth / 2);
    painter.setPen(QPen(isChosen ? accent : themeColor(ThemeColor::Border), penWidth));
    painter.setBrush(themeColor(fill));
    painter.drawRoundedRect(frame, cornerRadius, cornerRadius);
    if (isChosen) {
        QColor tint = accent;
        tint.setAlphaF(0.10F);
        painter.setBrush(tint);
        painter.drawRoundedRect(frame, cornerRadius, cornerRadius);
    }
}

void paintDepth(QPainter& painter, const QRectF& area, std::size_t numLayers, ThemeColor color)
{
    const auto numStripes = static_cast<int>(std::clamp<std::size_t>(numLayers, 1, 48));
    const qreal pitch = area.height() / numStripes;
    const qreal thickness = std::max(1.0, std::min(pitch * 0.55, 3.0));
    QColor stripe = themeColor(color);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < numStripes; ++i) {
        const qreal depth = numStripes > 1 ? static_cast<qreal>(i) / (numStripes - 1) : 0;
        stripe.setAlphaF(static_cast<float>(1 - 0.7 * depth));
        painter.setBrush(stripe);
        const qreal inset = area.width() * 0.22 * depth;
        const QRectF bar(area.left() + inset, area.top() + pitch * i + (pitch - thickness) / 2,
                         area.width() - 2 * inset, thickness);
        painter.drawRoundedRect(bar, thickness / 2, thickness / 2);
    }
}

} // namespace bathyscope::ui::card
