// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ModelCard.h"

#include "ui/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr int padding = 11; // device-independent pixels, as all lengths here
constexpr int lineGap = 2;
constexpr int depthWidth = 30;
constexpr int leastWidth = 200;
constexpr qreal cornerRadius = 8;

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

} // namespace

ModelCard::ModelCard(const ModelCardText& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_text(text)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    //: what a screen reader says of a model: name, layers and neurons, where it is
    setAccessibleName(tr("Model %1: %2, %3").arg(text.title, text.size, text.state));
}

void ModelCard::setForecast(const QString& forecast)
{
    m_forecast = forecast;
    m_hasForecastLine = isChecked() && (m_hasForecastLine || !forecast.isEmpty());
    setAccessibleDescription(forecast);
    updateGeometry();
    update();
}

QSize ModelCard::sizeHint() const
{
    const int numSmallLines = m_hasForecastLine ? 3 : 2;
    const int height = QFontMetrics(titleFont(font())).height()
        + numSmallLines * (QFontMetrics(smallFont(font())).height() + lineGap) + 2 * padding;
    return {leastWidth, height};
}

void ModelCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);

    const QColor accent = themeColor(ThemeColor::Accent);
    QColor fill = themeColor(underMouse() && isEnabled() ? ThemeColor::Hover : ThemeColor::Base);
    if (isChecked()) {
        QColor tint = accent;
        tint.setAlphaF(0.10F);
        painter.setBrush(tint);
        fill = themeColor(ThemeColor::Base);
    }
    const qreal penWidth = isChecked() ? 2 : 1;
    const QRectF frame = QRectF(rect()).adjusted(penWidth / 2, penWidth / 2, -penWidth / 2, -penWidth / 2);
    const QBrush tint = painter.brush();
    painter.setPen(QPen(isChecked() ? accent : themeColor(ThemeColor::Border), penWidth));
    painter.setBrush(fill);
    painter.drawRoundedRect(frame, cornerRadius, cornerRadius);
    if (isChecked()) {
        painter.setBrush(tint);
        painter.drawRoundedRect(frame, cornerRadius, cornerRadius);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(themeColor(ThemeColor::Text), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(3, 3, -3, -3), cornerRadius - 3, cornerRadius - 3);
    }

    const QRect inner = rect().adjusted(padding, padding, -padding, -padding);
    paintDepth(painter, QRectF(inner.left(), inner.top() + 1, depthWidth, inner.height() - 2));
    paintText(painter, inner.adjusted(depthWidth + padding, 0, 0, 0));
}

/// A stripe a layer, fading with depth.
void ModelCard::paintDepth(QPainter& painter, const QRectF& area) const
{
    const auto numStripes = static_cast<int>(std::clamp<std::size_t>(m_text.numLayers, 1, 48));
    const qreal pitch = area.height() / numStripes;
    const qreal thickness = std::max(1.0, std::min(pitch * 0.55, 3.0));
    QColor color = themeColor(isChecked() ? ThemeColor::Accent : ThemeColor::Secondary);
    painter.setPen(Qt::NoPen);
    for (int stripe = 0; stripe < numStripes; ++stripe) {
        const qreal depth = numStripes > 1 ? static_cast<qreal>(stripe) / (numStripes - 1) : 0;
        color.setAlphaF(static_cast<float>(1 - 0.7 * depth));
        painter.setBrush(color);
        const qreal inset = area.width() * 0.22 * depth;
        const QRectF bar(area.left() + inset, area.top() + pitch * stripe + (pitch - thickness) / 2,
                         area.width() - 2 * inset, thickness);
        painter.drawRoundedRect(bar, thickness / 2, thickness / 2);
    }
}

void ModelCard::paintText(QPainter& painter, const QRect& area) const
{
    int top = area.top();
    const auto line = [&](const QString& text, const QFont& lineFont, ThemeColor color) {
        const QFontMetrics metrics(lineFont);
        painter.setFont(lineFont);
        painter.setPen(themeColor(isEnabled() ? color : ThemeColor::Disabled));
        painter.drawText(QRect(area.left(), top, area.width(), metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, area.width()));
        top += metrics.height() + lineGap;
    };
    line(m_text.title, titleFont(font()), ThemeColor::Text);
    line(m_text.size, smallFont(font()), ThemeColor::Text);
    line(m_text.state, smallFont(font()), ThemeColor::Secondary);
    line(m_forecast, smallFont(font()), ThemeColor::Secondary);
}

void ModelCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ModelCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace bathyscope::ui
