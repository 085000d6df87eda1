// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Fold.h"

#include "ui/look/Icons.h"
#include "ui/look/Preferences.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bathyscope::ui {

Fold::Fold(const char* name, const QString& title, const QString& toolTip, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_button(new QToolButton)
    , m_summary(new QLabel)
    , m_content(content)
{
    m_button->setObjectName(QStringLiteral("fold"));
    m_button->setText(title);
    m_button->setCheckable(true);
    m_button->setProperty("flat", true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setToolTip(toolTip);
    m_summary->setProperty("role", QStringLiteral("secondary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    layout->addWidget(m_summary);
    layout->addWidget(m_content);

    m_button->setChecked(Preferences::isUnfolded(m_name));
    setOpen(m_button->isChecked());
    connect(m_button, &QToolButton::toggled, this, &Fold::setOpen);
}

void Fold::setSummary(const QString& summary)
{
    m_summary->setText(summary);
    m_summary->setToolTip(summary);
}

void Fold::unfold()
{
    m_button->setChecked(true);
}

QSize Fold::minimumSizeHint() const
{
    const QSize shown = QWidget::minimumSizeHint();
    return {std::max(shown.width(), m_content->minimumSizeHint().width()), shown.height()};
}

void Fold::setOpen(bool isOpen)
{
    m_content->setVisible(isOpen);
    m_summary->setVisible(!isOpen);
    m_button->setIcon(icon(isOpen ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    Preferences::setUnfolded(m_name, isOpen);
}

} // namespace bathyscope::ui
