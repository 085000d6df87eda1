// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DockTitle.h"

#include "ui/look/Icons.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QStyleOption>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr int titleEdge = 4; // device-independent pixels above and below the name

void setEdges(QLayout& layout, int edge)
{
    layout.setContentsMargins(14, edge, 6, edge);
}

} // namespace

DockTitle::DockTitle(QDockWidget* dock)
    : QWidget(dock)
    , m_dock(dock)
    , m_title(new QLabel(dock->windowTitle(), this))
{
    setObjectName(QStringLiteral("dockTitle"));
    m_title->setProperty("role", QStringLiteral("title"));
    auto* layout = new QHBoxLayout(this);
    setEdges(*layout, titleEdge);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addStretch(1);
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

void DockTitle::followTabs()
{
    const auto isTab = [](const QDockWidget* dock) { return !dock->isHidden() && !dock->isFloating(); };
    const auto* window = qobject_cast<const QMainWindow*>(m_dock->parentWidget());
    const bool hasTab =
        window && isTab(m_dock) && std::ranges::any_of(window->tabifiedDockWidgets(m_dock), isTab);
    m_title->setVisible(!hasTab);
    setEdges(*layout(), hasTab ? 0 : titleEdge);
}

void DockTitle::paintEvent(QPaintEvent* /*event*/)
{
    QStyleOption option; // a plain QWidget subclass draws its style sheet's box only when asked
    option.initFrom(this);
    QStylePainter(this).drawPrimitive(QStyle::PE_Widget, option);
}

} // namespace bathyscope::ui
