// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"

namespace bathyscope {

std::size_t RunInfo::numNeurons() const
{
    return hookPointWidth(hook, config);
}

std::size_t RunInfo::numRunLayers() const
{
    return hookPointInfo(hook).perLayer ? config.numLayers : 1;
}

} // namespace bathyscope
