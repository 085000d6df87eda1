// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <memory>

namespace bathyscope {

/// Listens to a run, on the run's thread.
class RunObserver
{
public:
    RunObserver() = default;
    virtual ~RunObserver() = default;
    RunObserver(const RunObserver&) = delete;
    RunObserver& operator=(const RunObserver&) = delete;
    RunObserver(RunObserver&&) = delete;
    RunObserver& operator=(RunObserver&&) = delete;

    /// A new picture: at most every 100 ms, and always at the end of a layer and of the run.
    virtual void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) = 0;
};

} // namespace bathyscope
