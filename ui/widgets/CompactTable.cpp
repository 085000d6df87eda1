// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CompactTable.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QScrollBar>

namespace bathyscope::ui {

CompactTable::CompactTable(QWidget* parent)
    : QTableWidget(parent)
{
    constexpr int rowMargin = 8; // pixels, above and below together
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false); // Tab leaves the table
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    for (QHeaderView* header : {horizontalHeader(), verticalHeader()}) {
        header->setHighlightSections(false);
    }
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(QFontMetrics(font()).height() + rowMargin);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &CompactTable::fitHeight);
}

void CompactTable::setCell(int row, int column, const QString& text, bool isStrong)
{
    auto* cell = new QTableWidgetItem(text);
    QFont cellFont = font();
    cellFont.setBold(isStrong);
    cell->setFont(cellFont);
    setItem(row, column, cell);
}

void CompactTable::fitHeight()
{
    const bool hasScrollBar = horizontalScrollBar()->maximum() > 0;
    setFixedHeight(horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 2 * frameWidth()
                   + (hasScrollBar ? horizontalScrollBar()->sizeHint().height() : 0));
}

void CompactTable::resizeEvent(QResizeEvent* event)
{
    QTableWidget::resizeEvent(event);
    fitHeight();
}

} // namespace bathyscope::ui
