// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ModelCard.h"

#include "ui/Theme.h"
#include "ui/panels/CardPainting.h"

#include <QPainter>

namespace bathyscope::ui {

namespace {

constexpr qreal focusRadius = 5; // device-independent pixels, as all lengths here

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
    const int height = QFontMetrics(card::titleFont(font())).height()
        + numSmallLines * (QFontMetrics(card::smallFont(font())).height() + card::lineGap)
        + 2 * card::padding;
    return {card::leastWidth, height};
}

void ModelCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);

    const bool isHovered = underMouse() && isEnabled() && !isChecked();
    card::paintFrame(painter, rect(), isHovered ? ThemeColor::Hover : ThemeColor::Base, isChecked());
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(themeColor(ThemeColor::Text), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(4, 4, -4, -4), focusRadius, focusRadius);
    }

    const QRect inner = rect().adjusted(card::padding, card::padding, -card::padding, -card::padding);
    card::paintDepth(painter, QRectF(inner.left(), inner.top() + 1, card::depthWidth, inner.height() - 2),
                     m_text.numLayers, isChecked() ? ThemeColor::Accent : ThemeColor::Secondary);
    paintText(painter, inner.adjusted(card::depthWidth + card::padding, 0, 0, 0));
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
        top += metrics.height() + card::lineGap;
    };
    line(m_text.title, card::titleFont(font()), ThemeColor::Text);
    line(m_text.size, card::smallFont(font()), ThemeColor::Text);
    line(m_text.state, card::smallFont(font()), ThemeColor::Secondary);
    line(m_forecast, card::smallFont(font()), ThemeColor::Secondary);
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
