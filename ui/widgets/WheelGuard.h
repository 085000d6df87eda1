// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace bathyscope::ui {

/// Keeps the wheel from changing a setting that it only passes over: spin boxes and combo boxes of the whole
/// application turn with it while they have the keyboard, which the wheel does not give them; otherwise what
/// they lie in scrolls. One object, on the GUI thread, made before the widgets are shown.
class WheelGuard final : public QObject
{
    Q_OBJECT

public:
    explicit WheelGuard(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< of the application
};

} // namespace bathyscope::ui
