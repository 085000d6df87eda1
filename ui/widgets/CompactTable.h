// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

namespace bathyscope::ui {

/// A few numbers to read beside a plot: never edited, always as high as its rows, with a scroll bar below
/// them only where it is too narrow.
class CompactTable final : public QTableWidget
{
    Q_OBJECT

public:
    explicit CompactTable(QWidget* parent = nullptr);

    void setCell(int row, int column, const QString& text, bool isStrong);
    void fitHeight(); ///< after rows have changed

protected:
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace bathyscope::ui
