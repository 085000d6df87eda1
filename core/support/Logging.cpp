// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Logging.h"

#include <spdlog/sinks/dist_sink.h>

#include <mutex>

namespace bathyscope {

namespace {

/// All loggers share this sink, which hands on to those that app and ui have added; it locks for itself.
std::shared_ptr<spdlog::sinks::dist_sink_mt> distributor()
{
    static const auto sink = std::make_shared<spdlog::sinks::dist_sink_mt>();
    return sink;
}

} // namespace

std::shared_ptr<spdlog::logger> logger(const std::string& name)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (auto existing = spdlog::get(name)) {
        return existing;
    }
    auto created = std::make_shared<spdlog::logger>(name, distributor());
    spdlog::register_logger(created);
    return created;
}

void addLogSink(const spdlog::sink_ptr& sink)
{
    distributor()->add_sink(sink);
}

void removeLogSink(const spdlog::sink_ptr& sink)
{
    distributor()->remove_sink(sink);
}

} // namespace bathyscope
