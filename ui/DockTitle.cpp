// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/DockTitle.h"

#include "ui/Icons.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyleOption>
#include <QStylePainter>
#include <QToolButton>

namespace bathyscope::ui {

DockTitle::DockTitle(QDockWidget* dock)
    : QWidget(dock)
{
    setObjectName(QStringLiteral("dockTitle"));
    auto* title = new QLabel(dock->windowTitle(), this);
    title->setProperty("role", QStringLiteral("title"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 4, 6, 4);
    layout->setSpacing(2);
    layout->addWidget(title, 1);
    const auto addButton = [&](const char* iconName, const QString& toolTip) {
        auto* button = new QToolButton(this);
        button->setIcon(icon(QString::fromLatin1(iconName), ThemeColor::Secondary));
        button->setIconSize(QSize(14, 14));
        button->setProperty("flat", true);
        button->setToolTip(toolTip);
        button->setAccessibleName(toolTip);
        layout->addWidget(button);
        return button;
    };
    connect(addButton("float", tr("Take out of the window or put back")), &QToolButton::clicked, dock,
            [dock] { dock->setFloating(!dock->isFloating()); });
    connect(addButton("close", tr("Close; the View menu brings it back")), &QToolButton::clicked, dock,
            &QDockWidget::close);
}

void DockTitle::paintEvent(QPaintEvent* /*event*/)
{
    QStyleOption option; // a plain QWidget subclass draws its style sheet's box only when asked
    option.initFrom(this);
    QStylePainter(this).drawPrimitive(QStyle::PE_Widget, option);
}

} // namespace bathyscope::ui
