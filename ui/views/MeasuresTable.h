// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/ComparisonMeasures.h"

#include <QTableWidget>

#include <array>
#include <vector>

namespace bathyscope::ui {

/// All measures of two runs: a row a measure under the heading of its group, a column a run; what is of both
/// together spans both.
class MeasuresTable final : public QTableWidget
{
    Q_OBJECT

public:
    explicit MeasuresTable(QWidget* parent = nullptr);

    /// The measures are the same ones each time, so that the place on the screen is kept.
    void setMeasures(const std::vector<ComparisonMeasure>& measures, const std::array<QString, 2>& names);

    /// Lines of cells separated by tabs, as spreadsheets take them.
    [[nodiscard]] QString text() const;

private:
    void setCell(int row, int column, const QString& words, const QString& explanation);
};

} // namespace bathyscope::ui
