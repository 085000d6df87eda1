// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/MeasuresTable.h"

#include "ui/words/MeasureWords.h"

#include <QFontMetrics>
#include <QHeaderView>

#include <algorithm>
#include <string_view>

namespace bathyscope::ui {

namespace {

constexpr int nameColumn = 0;
constexpr int numColumns = 3;
constexpr int rowMargin = 8; // pixels, above and below together

int numRowsOf(const std::vector<ComparisonMeasure>& measures)
{
    int rows = 0;
    std::string_view group;
    for (const ComparisonMeasure& measure : measures) {
        rows += measure.group == group ? 1 : 2;
        group = measure.group;
    }
    return rows;
}

} // namespace

MeasuresTable::MeasuresTable(QWidget* parent)
    : QTableWidget(parent)
{
    setAccessibleName(tr("Measures of both runs"));
    setColumnCount(numColumns);
    setHorizontalHeaderLabels({tr("Measure"), {}, {}});
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTabKeyNavigation(false); // Tab leaves the table
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(QFontMetrics(font()).height() + rowMargin);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(nameColumn, QHeaderView::ResizeToContents);
}

void MeasuresTable::setMeasures(const std::vector<ComparisonMeasure>& measures,
                                const std::array<QString, 2>& names)
{
    setHorizontalHeaderLabels({tr("Measure"), names[0], names[1]});
    setRowCount(numRowsOf(measures));
    clearSpans();
    int row = 0;
    std::string_view group;
    for (const ComparisonMeasure& measure : measures) {
        if (measure.group != group) {
            group = measure.group;
            setCell(row, nameColumn, measureWords(measure, measure.group), {});
            setSpan(row, nameColumn, 1, numColumns);
            QFont heading = font();
            heading.setBold(true);
            item(row, nameColumn)->setFont(heading);
            ++row;
        }
        const QString explanation = measureWords(measure, measure.explanation);
        setCell(row, nameColumn, measureWords(measure, measure.name), explanation);
        setCell(row, 1, measureValueWords(measure, 0), explanation);
        if (measure.isOfBoth) {
            setSpan(row, 1, 1, 2);
        } else {
            setCell(row, 2, measureValueWords(measure, 1), explanation);
        }
        ++row;
    }
}

void MeasuresTable::setCell(int row, int column, const QString& words, const QString& explanation)
{
    if (!item(row, column)) {
        setItem(row, column, new QTableWidgetItem);
    }
    item(row, column)->setText(words);
    item(row, column)->setToolTip(explanation);
}

QString MeasuresTable::text() const
{
    QString lines;
    const auto add = [&lines](const QStringList& cells) {
        lines += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QStringList heads;
    for (int column = 0; column < numColumns; ++column) {
        heads += horizontalHeaderItem(column)->text();
    }
    add(heads);
    for (int row = 0; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < numColumns && item(row, column); ++column) {
            cells += item(row, column)->text();
        }
        add(cells);
    }
    return lines;
}

} // namespace bathyscope::ui
