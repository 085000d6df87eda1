// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/Preferences.h"

#include <QColor>
#include <QObject>

namespace bathyscope::ui {

/// What a colour means; its value follows the theme in force.
enum class ThemeColor
{
    Text,
    Secondary, ///< text that explains
    Disabled,
    Border,
    Hover, ///< fill under the pointer
    Base, ///< fill of cards and fields
    Accent,
    OnAccent, ///< text on the accent
    Error,
    Warning,
    Success,
};
[[nodiscard]] QColor themeColor(ThemeColor color);

/// The look of the whole application: Fusion, one light and one dark palette, one style sheet. Follows the
/// system or the user's choice, which it remembers. One object, on the GUI thread, made before the widgets.
class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const;
    [[nodiscard]] bool isDark() const;

    void choose(ThemeChoice choice);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< the system has changed its theme

private:
    void apply();

    ThemeChoice m_choice;
    bool m_isDark = false;
    bool m_isApplying = false;
};

} // namespace bathyscope::ui
