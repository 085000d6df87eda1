// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/Modality.h"

#include <cmath>
#include <limits>

namespace bathyscope {

/// The peaks of one length group in one unit of observation.
struct GroupModality
{
    Modality measured;
    double pAdjusted = std::numeric_limits<double>::quiet_NaN(); ///< dip's p, Benjamini & Hochberg over the
                                                                 ///< run; NaN while it is still going

    /// By the adjusted p where it is known, else by the plain one.
    [[nodiscard]] ModalityVerdict verdict() const
    {
        return modalityVerdict(measured, std::isnan(pAdjusted) ? measured.dip.p : pAdjusted);
    }
};

} // namespace bathyscope
