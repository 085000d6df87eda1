// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVBoxLayout>

#include <initializer_list>

namespace bathyscope::ui {

/// Puts widgets above each other that fill all of their parent, without margins and gaps; `tall` has what
/// height the others leave.
inline QVBoxLayout* fillingLayout(QWidget* parent, std::initializer_list<QWidget*> widgets = {},
                                  const QWidget* tall = nullptr)
{
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* widget : widgets) {
        layout->addWidget(widget, widget == tall ? 1 : 0);
    }
    return layout;
}

/// The same in a widget of their own.
[[nodiscard]] inline QWidget* stacked(std::initializer_list<QWidget*> widgets, const QWidget* tall = nullptr)
{
    auto* parent = new QWidget;
    fillingLayout(parent, widgets, tall);
    return parent;
}

} // namespace bathyscope::ui
