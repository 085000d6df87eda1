// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/RunComparison.h"
#include "ui/runs/ComparedRuns.h"

#include <QString>
#include <QStringList>

#include <vector>

/// The tables of a report: pure functions, tested by value. A dash stands for what is not defined.
namespace bathyscope::ui {

struct ReportTable
{
    /// A head above the heads of some columns.
    struct Group
    {
        QString head;
        int numColumns = 1;
        bool operator==(const Group&) const = default;
    };
    struct Row
    {
        QString head;
        QStringList cells;
        bool operator==(const Row&) const = default;
    };

    QString caption;
    QString note {}; ///< what the columns mean; may be empty
    std::vector<Group> groups {}; ///< of all columns but the first; empty: no second line of heads
    QStringList heads; ///< the first stands above the heads of rows
    std::vector<Row> rows {};
    bool hasWords = false; ///< cells are words rather than numbers
    bool operator==(const ReportTable&) const = default;
};

// Of one run that has an info; rows of finished layers only.

[[nodiscard]] ReportTable layersTable(const AnalysisSnapshot& run);
[[nodiscard]] ReportTable modalityTable(const AnalysisSnapshot& run); ///< every neuron at every token
[[nodiscard]] ReportTable confoundTable(const AnalysisSnapshot& run);
[[nodiscard]] ReportTable zonesTable(const AnalysisSnapshot& run); ///< the descriptions that were compared;
                                                                   ///< without rows where none were

// Of two runs.

[[nodiscard]] ReportTable measuresTable(const RunComparison& comparison, const ComparedRuns& runs);
[[nodiscard]] ReportTable depthsTable(const RunComparison& comparison, const ComparedRuns& runs);

} // namespace bathyscope::ui
