// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/TableCopier.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QStringList>
#include <QTableWidget>

namespace bathyscope::ui {

namespace {

QString textOf(const QTableWidgetItem* item)
{
    return item ? item->text() : QString();
}

} // namespace

QString tableText(const QTableWidget& table)
{
    QStringList heads {QString()};
    for (int column = 0; column < table.columnCount(); ++column) {
        heads += textOf(table.horizontalHeaderItem(column));
    }
    QString text = heads.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (int row = 0; row < table.rowCount(); ++row) {
        QStringList cells {textOf(table.verticalHeaderItem(row))};
        for (int column = 0; column < table.columnCount(); ++column) {
            cells += textOf(table.item(row, column));
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

TableCopier::TableCopier(QTableWidget& table)
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
