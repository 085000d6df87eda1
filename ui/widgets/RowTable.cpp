// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RowTable.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QTableView>

namespace bathyscope::ui {

void listRows(QTableView& table)
{
    constexpr int rowMargin = 6; // device-independent pixels, above and below together
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setTabKeyNavigation(false); // Tab leaves the table
    table.setWordWrap(false);
    table.setShowGrid(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.horizontalHeader()->setHighlightSections(false);
    QHeaderView& rows = *table.verticalHeader();
    rows.hide();
    rows.setSectionResizeMode(QHeaderView::Fixed);
    rows.setMinimumSectionSize(1);
    rows.setDefaultSectionSize(QFontMetrics(table.font()).height() + rowMargin);
}

} // namespace bathyscope::ui
