// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerModality.h"

#include <cmath>
#include <cstddef>

namespace bathyscope::test {

/// Equal to the last bit, NaN equal to NaN.
inline bool isSameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Everything that a run file keeps of it; `single` has no weight but 1.
inline bool isSameModality(const GroupModality& a, const GroupModality& b)
{
    const Modality& x = a.measured;
    const Modality& y = b.measured;
    bool same = isSameNumber(a.pAdjusted, b.pAdjusted) && a.verdict() == b.verdict()
        && x.numValues == y.numValues && x.numUsed == y.numUsed && x.isConstant == y.isConstant
        && isSameNumber(x.dip.dip, y.dip.dip) && isSameNumber(x.dip.p, y.dip.p)
        && isSameNumber(x.bimodalityCoefficient, y.bimodalityCoefficient)
        && isSameNumber(x.single.component.mean, y.single.component.mean)
        && isSameNumber(x.single.component.sd, y.single.component.sd)
        && isSameNumber(x.single.logLikelihood, y.single.logLikelihood)
        && isSameNumber(x.single.bic, y.single.bic)
        && isSameNumber(x.mixture.logLikelihood, y.mixture.logLikelihood)
        && isSameNumber(x.mixture.bic, y.mixture.bic) && x.mixture.isDegenerate == y.mixture.isDegenerate;
    for (std::size_t i = 0; i < x.mixture.components.size(); ++i) {
        const GaussianComponent& one = x.mixture.components.at(i);
        const GaussianComponent& other = y.mixture.components.at(i);
        same = same && isSameNumber(one.weight, other.weight) && isSameNumber(one.mean, other.mean)
            && isSameNumber(one.sd, other.sd);
    }
    return same;
}

} // namespace bathyscope::test
