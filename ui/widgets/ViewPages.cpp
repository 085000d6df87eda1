// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ViewPages.h"

#include "ui/widgets/ControlBar.h"
#include "ui/widgets/FillingLayout.h"

#include <QLabel>
#include <QStackedWidget>

namespace bathyscope::ui {

namespace {

constexpr int edge = 14; // device-independent pixels

} // namespace

ViewPages::ViewPages(QWidget* parent)
    : QWidget(parent)
    , m_controls(new ControlBar)
    , m_emptyText(new QLabel)
    , m_pages(new QStackedWidget)
{
    m_emptyText->setObjectName(QStringLiteral("emptyState"));
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyText->setMargin(edge);
    m_emptyText->setForegroundRole(QPalette::PlaceholderText);
    m_emptyText->setBackgroundRole(QPalette::Base);
    m_emptyText->setAutoFillBackground(true);
    m_pages->addWidget(m_emptyText);

    fillingLayout(this, {m_controls, m_pages}, m_pages);
    fillingLayout(parent)->addWidget(this);
}

ControlBar& ViewPages::controls() const
{
    return *m_controls;
}

void ViewPages::setPlots(QWidget* plots)
{
    m_pages->addWidget(plots);
}

void ViewPages::showPlots(bool areThere)
{
    m_pages->setCurrentIndex(areThere ? 1 : 0);
}

void ViewPages::setEmptyText(const QString& sentence)
{
    m_emptyText->setText(sentence);
}

} // namespace bathyscope::ui
