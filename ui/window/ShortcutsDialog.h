// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QMenuBar;

namespace bathyscope::ui {

/// A list of all keys, menu by menu, then those of the plots: two columns, which scroll where the screen is
/// smaller than they are.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QMenuBar& menus, QWidget* parent = nullptr);
};

} // namespace bathyscope::ui
