// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Logging.h"

#include "core/support/VisibleText.h"

#include <spdlog/sinks/dist_sink.h>

#include <mutex>

namespace bathyscope {

namespace {

/// Hands on to the sinks that app and ui have added, in words that a terminal shows and does not obey; locks
/// for itself.
class Distributor final : public spdlog::sinks::dist_sink_mt
{
protected:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        const std::string payload = visibleText({message.payload.data(), message.payload.size()});
        spdlog::details::log_msg visible = message;
        visible.payload = payload;
        spdlog::sinks::dist_sink_mt::sink_it_(visible);
    }
};

/// All loggers share this sink.
std::shared_ptr<Distributor> distributor()
{
    static const auto sink = std::make_shared<Distributor>();
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
