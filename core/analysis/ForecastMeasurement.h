// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/PreparedRun.h"
#include "core/analysis/RunForecast.h"

#include <stop_token>

namespace bathyscope {

/// What a forecast needs to know of a request that has been prepared, with the machine's rate, which is
/// measured where this process has not measured it yet (machineReport()). Sets the thread counts of the
/// calling thread; must not be called beside a run of the same process. Throws Error.
[[nodiscard]] ForecastInput measureForForecast(const AnalysisRequest& request, const PreparedRun& prepared);

/// All of it: opens and checks model and text, measures, forecasts. What it returns after a stop means
/// nothing. Throws Error.
[[nodiscard]] RunForecast forecastRequest(const AnalysisRequest& request, const std::stop_token& stop);

} // namespace bathyscope
