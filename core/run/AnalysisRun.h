// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunObserver.h"

#include <memory>
#include <stop_token>

namespace bathyscope {

/// Reads the text with the model, layer after layer, and publishes every layer as it becomes final. Blocking,
/// on the calling thread, whose thread counts it sets. A requested stop ends it between two matrix products:
/// the last snapshot is then Stopped and keeps the finished layers. Returns the last snapshot. Throws Error;
/// the last snapshot is Stopped then too.
std::shared_ptr<const AnalysisSnapshot> runAnalysis(const AnalysisRequest& request,
                                                    const std::stop_token& stop, RunObserver& observer);

} // namespace bathyscope
