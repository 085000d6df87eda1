// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <vector>

namespace bathyscope {

/// The logger of one part of the program ("engine", "checkpoint", …), made on first use. Without sinks it is
/// silent: core never chooses where messages go. Thread-safe.
[[nodiscard]] std::shared_ptr<spdlog::logger> logger(const std::string& name);

/// Adds a sink to all loggers, present and future. Called by app and ui.
void addLogSink(const spdlog::sink_ptr& sink);

/// Takes a sink away again, for instance before the panel that shows it is destroyed.
void removeLogSink(const spdlog::sink_ptr& sink);

} // namespace bathyscope
