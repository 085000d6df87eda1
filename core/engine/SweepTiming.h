// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/StageSeconds.h"

namespace bathyscope {

/// Where the time of a sweep went, in seconds by the clock: thread-seconds are divided by the threads.
struct SweepTiming
{
    double waitForWeightsSeconds = 0;
    StageSeconds stages;
    double idleSeconds = 0; ///< threads that waited for the others to end the layer
};

} // namespace bathyscope
