// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TableCopier.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStringList>
#include <QTableView>

namespace bathyscope::ui {

QString tableText(const QTableView& table)
{
    const QAbstractItemModel& model = *table.model();
    const bool hasRowHeads = !table.verticalHeader()->isHidden();
    QStringList heads(hasRowHeads ? 1 : 0);
    for (int column = 0; column < model.columnCount(); ++column) {
        heads += model.headerData(column, Qt::Horizontal).toString().simplified(); // may have two lines
    }
    QString text = heads.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        if (hasRowHeads) {
            cells += model.headerData(row, Qt::Vertical).toString();
        }
        for (int column = 0; column < model.columnCount(); ++column) {
            cells += model.index(row, column).data().toString();
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

TableCopier::TableCopier(QTableView& table)
    : QObject(&table)
    , m_table(table)
{
    table.installEventFilter(this);
}

bool TableCopier::eventFilter(QObject* watched, QEvent* event)
{
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if ((isOverride || event->type() == QEvent::KeyPress)
        && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        if (!isOverride) {
            QGuiApplication::clipboard()->setText(tableText(m_table));
        }
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace bathyscope::ui
