// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ModelCard.h"

#include "ui/look/Icons.h"
#include "ui/look/Theme.h"
#include "ui/widgets/CardPainting.h"

#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

namespace bathyscope::ui {

namespace {

constexpr qreal focusRadius = 5; // device-independent pixels, as all lengths here
constexpr int removeInset = 4;

} // namespace

ModelCard::ModelCard(const ModelCardText& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_text(text)
{
    setCheckable(!text.isMissing);
    setAutoExclusive(!text.isMissing);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    //: what a screen reader says of a model: name, layers and neurons, where it is
    setAccessibleName(tr("Model %1: %2, %3").arg(text.title, text.size, text.state));
    if (text.isRemovable) {
        m_remove = new QToolButton(this);
        m_remove->setObjectName(QStringLiteral("removeModel"));
        m_remove->setIcon(ui::icon(QStringLiteral("close"))); // a button has an icon() of its own
        m_remove->setProperty("flat", true);
        m_remove->setFocusPolicy(Qt::TabFocus);
        m_remove->setToolTip(tr("Takes the folder from this list (Del). Its files stay."));
        //: %1 is the name of a model
        m_remove->setAccessibleName(tr("Take %1 from the list").arg(text.title));
        connect(m_remove, &QToolButton::clicked, this, &ModelCard::removeRequested);
    }
}

void ModelCard::keyPressEvent(QKeyEvent* event)
{
    if (m_remove && event->key() == Qt::Key_Delete) {
        emit removeRequested();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

/// The button lies in the upper corner, beside the title.
void ModelCard::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    if (m_remove) {
        const QSize size = m_remove->sizeHint();
        m_remove->setGeometry(width() - size.width() - removeInset, removeInset, size.width(), size.height());
    }
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
    const auto line = [&](const QString& text, const QFont& lineFont, ThemeColor color,
                          Qt::TextElideMode elided) {
        const QFontMetrics metrics(lineFont);
        const bool isBesideButton = m_remove && top < m_remove->geometry().bottom();
        const int width = isBesideButton ? m_remove->x() - area.left() : area.width();
        painter.setFont(lineFont);
        painter.setPen(themeColor(isEnabled() ? color : ThemeColor::Disabled));
        painter.drawText(QRect(area.left(), top, width, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, elided, width));
        top += metrics.height() + card::lineGap;
    };
    // A path says most at its end, a forecast at its beginning.
    line(m_text.title, card::titleFont(font()), m_text.isMissing ? ThemeColor::Secondary : ThemeColor::Text,
         Qt::ElideMiddle);
    line(m_text.size, card::smallFont(font()), m_text.isMissing ? ThemeColor::Warning : ThemeColor::Text,
         Qt::ElideMiddle);
    line(m_text.state, card::smallFont(font()), ThemeColor::Secondary, Qt::ElideMiddle);
    line(m_forecast, card::smallFont(font()), ThemeColor::Secondary, Qt::ElideRight);
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
