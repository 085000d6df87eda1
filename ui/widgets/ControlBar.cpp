// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ControlBar.h"

#include "ui/widgets/FlowLayout.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>

namespace bathyscope::ui {

namespace {

constexpr int labelGap = 6; // device-independent pixels, as all lengths here
constexpr int controlGap = 12;
constexpr int rowGap = 4;

/// "La&yers:" as a screen reader says it: "Layers".
QString spokenName(QString label)
{
    static const QRegularExpression marks(QStringLiteral("[&:]"));
    return label.remove(marks);
}

} // namespace

ControlBar::ControlBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("controlBar"));
    setAttribute(Qt::WA_StyledBackground); // the style sheet's border
    auto* flow = new FlowLayout(this);
    flow->setContentsMargins(controlGap, rowGap, labelGap, rowGap + 1);
    flow->setSpacing(rowGap);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ControlBar::addControl(const QString& label, QWidget& control, const QString& toolTip)
{
    m_last = new QWidget(this);
    auto* together = new QHBoxLayout(m_last);
    together->setContentsMargins(0, 0, controlGap - rowGap, 0);
    together->setSpacing(labelGap);
    layout()->addWidget(m_last);
    addToLast(label, control, toolTip);
}

void ControlBar::addToLast(const QString& label, QWidget& control, const QString& toolTip)
{
    Q_ASSERT(m_last);
    auto* text = new QLabel(label);
    text->setBuddy(&control);
    text->setToolTip(toolTip);
    control.setToolTip(toolTip);
    control.setAccessibleName(spokenName(label));
    control.setAccessibleDescription(toolTip);
    m_last->layout()->addWidget(text);
    m_last->layout()->addWidget(&control);
}

void ControlBar::addButton(QAbstractButton& button, const QString& toolTip)
{
    button.setToolTip(toolTip);
    button.setAccessibleDescription(toolTip);
    layout()->addWidget(&button);
}

void ControlBar::setShown(QWidget& control, bool isShown)
{
    QWidget* holder = control.parentWidget();
    (qobject_cast<ControlBar*>(holder) ? &control : holder)->setVisible(isShown);
}

} // namespace bathyscope::ui
