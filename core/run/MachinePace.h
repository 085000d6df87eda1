// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bathyscope {

/// How long this machine needs, on one thread, for what is not a matrix product, and whether others kept it
/// busy meanwhile.
struct MachinePace
{
    double pace = 1; ///< a multiple of what the machine of the forecast's constants needed, > 0
    bool isBusy = false;
};

/// From the statistics of a small layer, drawn by chance (twice some 30 ms): the better of two measurements,
/// kept for the process; one more by every call as long as the machine is busy. Sets the thread count of the
/// calling thread to 1.
[[nodiscard]] MachinePace machinePace();

} // namespace bathyscope
