// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bathyscope {

/// How long this machine needs, on one thread, for what is not a matrix product: a multiple of what the
/// machine needed on which the forecast's constants were measured, > 0. From the statistics of a small layer,
/// drawn by chance (some 30 ms); measured once for the process. Sets the thread count of the calling thread
/// to 1.
[[nodiscard]] double machinePace();

} // namespace bathyscope
