// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronProbe.h"
#include "core/analysis/RunInfo.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace bathyscope {

/// What a run left behind, and where its model is.
struct ProbeRecomputation
{
    std::shared_ptr<const RunInfo> info;
    std::string weightsSha256; ///< of the run; empty: not known
    std::filesystem::path modelFolder;
};

/// Who wants to know how it goes; called on the computing thread.
struct RecomputationObserver
{
    std::function<void(std::shared_ptr<const NeuronProbe>)>
        started; ///< layers become available in it, one after another
    std::function<void(double)> progressed; ///< 0 … 1
};

/// Passes the tokens of a run through its model once more, without statistics, and keeps what a NeuronProbe
/// needs, with the run's precision. Blocking, on the calling thread, which gets all physical cores. If
/// stopped, the layers that are finished stay available; null where there is no probe yet. Throws what
/// Checkpoint::open throws; InconsistentModel where the folder has another model than the run's, by its shape
/// or SHA-256; FileUnwritable where there is no room for the scratch file.
std::shared_ptr<const NeuronProbe> recomputeProbe(const ProbeRecomputation& request,
                                                  const std::stop_token& stop,
                                                  const RecomputationObserver& observer);

} // namespace bathyscope
