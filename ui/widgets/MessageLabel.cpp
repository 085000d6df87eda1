// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MessageLabel.h"

#include "ui/look/Icons.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace bathyscope::ui {

namespace {

constexpr int iconSize = 18; // device-independent pixels
constexpr Qt::TextInteractionFlags selectable = Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;

} // namespace

MessageLabel::MessageLabel(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_headline(new QLabel(this))
    , m_detail(new QLabel(this))
{
    m_headline->setAccessibleName(tr("Message"));
    m_detail->setAccessibleName(tr("Details of the message"));
    m_headline->setProperty("role", QStringLiteral("title"));
    m_detail->setProperty("role", QStringLiteral("secondary"));
    for (QLabel* label : {m_headline, m_detail}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText); // names of files may look like markup
        label->setTextInteractionFlags(selectable);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    }

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_headline, 0, 1);
    layout->addWidget(m_detail, 1, 1);
    layout->setColumnStretch(1, 1);
    hide();
}

void MessageLabel::showFailure(const RunFailure& failure)
{
    showMessage(true, failure.headline(), failure.detail);
}

void MessageLabel::showWarning(const QString& headline, const QString& detail)
{
    showMessage(false, headline, detail);
}

void MessageLabel::clear()
{
    m_headline->clear();
    m_detail->clear();
    hide();
}

QString MessageLabel::text() const
{
    return m_detail->text().isEmpty() ? m_headline->text() : m_headline->text() + u'\n' + m_detail->text();
}

void MessageLabel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        drawIcon();
    }
}

void MessageLabel::showMessage(bool isFailure, const QString& headline, const QString& detail)
{
    m_isFailure = isFailure;
    drawIcon();
    m_headline->setText(headline);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(headline);
    show();
    emit messageShown();
}

void MessageLabel::drawIcon()
{
    const QIcon drawn = m_isFailure ? icon(QStringLiteral("error"), ThemeColor::Error)
                                    : icon(QStringLiteral("warning"), ThemeColor::Warning);
    m_icon->setPixmap(drawn.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace bathyscope::ui
