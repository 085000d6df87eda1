// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunComparison.h"
#include "ui/ComparedRuns.h"

#include <QString>
#include <QStringList>

#include <array>
#include <vector>

/// What the Compare view says of two runs in words: pure functions, tested by value.
namespace bathyscope::ui {

/// Where the distributions of r differ by more than noise, and how alike the profiles are: in these two runs.
[[nodiscard]] QString compareFinding(const RunComparison& comparison);

/// Zones of one run, in its layers and in relative depth; or that there are none.
[[nodiscard]] QString comparedZones(const AnalysisSnapshot& run, const ComparedRun& part,
                                    const QString& name);

/// One sentence for each thing that the runs should have in common and do not.
[[nodiscard]] QStringList compareWarnings(const RunComparison& comparison, const ComparedRuns& runs);

/// A measure of both runs; a dash where it is not defined.
struct CompareMeasure
{
    QString name;
    QString toolTip; ///< what it is
    std::array<QString, 2> values;
    bool operator==(const CompareMeasure&) const = default;
};
[[nodiscard]] std::vector<CompareMeasure> compareMeasures(const RunComparison& comparison,
                                                          const ComparedRuns& runs);

/// Everything that is known at one depth.
[[nodiscard]] QString depthReading(const DepthComparison& at, const ComparedRuns& runs);

} // namespace bathyscope::ui
