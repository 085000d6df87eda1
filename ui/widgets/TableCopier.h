// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QTableView;

namespace bathyscope::ui {

/// Heads and cells of a whole table, separated by tabs: what a spreadsheet takes. Without the heads of rows
/// where they are hidden.
[[nodiscard]] QString tableText(const QTableView& table);

/// Lets Ctrl+C copy a whole table while it has the focus, where the window's own Ctrl+C would copy the plot.
/// The table owns it.
class TableCopier final : public QObject
{
    Q_OBJECT

public:
    explicit TableCopier(QTableView& table);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTableView& m_table;
};

} // namespace bathyscope::ui
