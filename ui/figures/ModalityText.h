// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <QString>

#include <array>
#include <cstddef>
#include <vector>

/// What is said of the peaks of a layer's length groups: pure functions, tested by value.
namespace bathyscope::ui {

/// One length group; a dash stands for what is not known.
struct ModalityRow
{
    QString group; ///< "shorter than 4"
    QString verdict; ///< in words
    bool isRejected = false; ///< one peak is
    QString dip;
    QString p;
    QString pAdjusted;
    QString deltaBic;
    QString ashmanD;
    QString bimodalityCoefficient;
    QString values; ///< "20,000 of 7,900,000" where a sample was used
    bool operator==(const ModalityRow&) const = default;
};

/// By LengthGroup.
using GroupModalities = std::array<GroupModality, numLengthGroups>;

/// One row a group.
[[nodiscard]] std::vector<ModalityRow> modalityRows(const GroupModalities& groups,
                                                    const std::array<QString, numLengthGroups>& names);

/// One row a group; none for a layer that is not finished.
[[nodiscard]] std::vector<ModalityRow> modalityRows(const AnalysisSnapshot& snapshot, std::size_t layer,
                                                    ObservationUnit unit);

/// What the reader of these rows must know: sampling, dependence, what follows when the run ends. May be
/// empty.
[[nodiscard]] QString modalityNote(const AnalysisSnapshot& snapshot, std::size_t layer, ObservationUnit unit);

/// The same of groups whose p is not adjusted and whose values do not depend on each other by their making.
[[nodiscard]] QString modalityNote(const GroupModalities& groups);

} // namespace bathyscope::ui
