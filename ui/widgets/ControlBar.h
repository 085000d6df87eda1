// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QAbstractButton;

namespace bathyscope::ui {

/// The switches of a view, in as many rows as its width needs, so that all of them are in sight in a narrow
/// dock too. Controls carry buddy labels, tooltips and accessible names.
class ControlBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ControlBar(QWidget* parent = nullptr);

    /// Adds a control behind its label; both stay together. "&Bins:" gives the mnemonic and the accessible
    /// name "Bins". Takes ownership.
    void addControl(const QString& label, QWidget& control, const QString& toolTip);

    /// Adds a control that is part of the last one: "Layers: 3 to 7". Takes ownership.
    void addToLast(const QString& label, QWidget& control, const QString& toolTip);

    /// Adds a button or check box, which carries its own text. Takes ownership.
    void addButton(QAbstractButton& button, const QString& toolTip);

    /// Shows or hides a control or button with its label, for what concerns a part of the view only.
    static void setShown(QWidget& control, bool isShown);

private:
    QWidget* m_last = nullptr; ///< what holds the last control and its label
};

} // namespace bathyscope::ui
