// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ViewControls.h"

#include <QLabel>
#include <QRegularExpression>
#include <QToolBar>

namespace bathyscope::ui {

namespace {

constexpr int labelMargin = 6; // device-independent pixels

/// "La&yers:" as a screen reader says it: "Layers".
QString spokenName(QString label)
{
    static const QRegularExpression marks(QStringLiteral("[&:]"));
    return label.remove(marks);
}

} // namespace

void addControl(QToolBar& toolBar, const QString& label, QWidget& control, const QString& toolTip)
{
    auto* text = new QLabel(label);
    text->setBuddy(&control);
    text->setToolTip(toolTip);
    text->setContentsMargins(labelMargin, 0, labelMargin, 0);
    control.setToolTip(toolTip);
    control.setAccessibleName(spokenName(label));
    control.setAccessibleDescription(toolTip);
    toolBar.addWidget(text);
    toolBar.addWidget(&control);
}

QLabel* makeReadOut(QWidget* parent)
{
    auto* readOut = new QLabel(parent);
    readOut->setObjectName(QStringLiteral("readOut"));
    readOut->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    readOut->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    readOut->setContentsMargins(labelMargin, labelMargin / 2, labelMargin, labelMargin / 2);
    return readOut;
}

QLabel* makeEmptyState(QWidget* parent)
{
    auto* text = new QLabel(parent);
    text->setObjectName(QStringLiteral("emptyState"));
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    text->setBackgroundRole(QPalette::Base);
    text->setAutoFillBackground(true);
    return text;
}

} // namespace bathyscope::ui
