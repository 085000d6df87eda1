// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/run/PreparedRun.h"
#include "core/run/RunForecast.h"

#include <stop_token>

namespace bathyscope {

/// What a forecast of memory and files needs to know of a request that has been prepared: all but the
/// machine's rates. Sets the thread count of the calling thread. Throws Error.
[[nodiscard]] ForecastInput describeForForecast(const AnalysisRequest& request, const PreparedRun& prepared);

/// The same with the machine's rates, which are measured where this process has not measured them
/// twice or others kept the machine busy (confirmedMachineReport(), machinePace()). Must not be called beside
/// a run of the same process. Throws Error.
[[nodiscard]] ForecastInput measureForForecast(const AnalysisRequest& request, const PreparedRun& prepared);

/// All of it: opens and checks model and text, measures, forecasts. What it returns after a stop means
/// nothing. Throws Error.
[[nodiscard]] RunForecast forecastRequest(const AnalysisRequest& request, const std::stop_token& stop);

} // namespace bathyscope
