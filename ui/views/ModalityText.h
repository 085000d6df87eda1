// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <QString>

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

/// One row a group; none for a layer that is not finished.
[[nodiscard]] std::vector<ModalityRow> modalityRows(const AnalysisSnapshot& snapshot, std::size_t layer,
                                                    ObservationUnit unit);

/// What the reader of these rows must know: sampling, dependence, what follows when the run ends. May be
/// empty.
[[nodiscard]] QString modalityNote(const AnalysisSnapshot& snapshot, std::size_t layer, ObservationUnit unit);

} // namespace bathyscope::ui
