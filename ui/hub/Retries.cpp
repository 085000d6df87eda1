// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/Retries.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <utility>

namespace bathyscope::ui {

std::string waitText(std::chrono::seconds time)
{
    constexpr std::chrono::seconds someMinutes {120};
    return time < someMinutes ? fmt::format("{} s", time.count())
                              : fmt::format("{} min", std::chrono::ceil<std::chrono::minutes>(time).count());
}

void waitFor(std::chrono::seconds time, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, stop, time, [] { return false; });
}

Retries::Retries(RetryPolicy policy, Waiting waiting)
    : m_policy(std::move(policy))
    , m_waiting(std::move(waiting))
{
}

void Retries::afterFailure(const HttpError& error, const std::stop_token& stop)
{
    if (!error.isPassing() || ++m_numFailures > m_policy.mostFailures) {
        throw HttpError(error);
    }
    const std::chrono::seconds wait =
        error.retryAfter().value_or(std::chrono::seconds(1LL << (m_numFailures - 1)));
    if (wait > m_policy.longestWait) {
        throw HttpError(fmt::format("The server {} asks to wait {} before the next request; try again then.",
                                    error.answer().url.host().toStdString(), waitText(wait)),
                        error.answer(), false);
    }
    m_waiting(error.what(), wait);
    m_policy.wait(wait, stop);
    if (stop.stop_requested()) {
        throw FetchStopped();
    }
}

void Retries::madeProgress(std::uint64_t numBytes)
{
    if (numBytes >= m_policy.progressBytes) {
        m_numFailures = 0;
    }
}

} // namespace bathyscope::ui
