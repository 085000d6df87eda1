// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/HttpClient.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace bathyscope::ui {

/// Waits, or less where a stop is requested.
using WaitFunction = std::function<void(std::chrono::seconds, const std::stop_token&)>;

/// The one that really waits.
void waitFor(std::chrono::seconds time, const std::stop_token& stop);

/// "45 s", "3 min": how long to wait, in a message.
[[nodiscard]] std::string waitText(std::chrono::seconds time);

/// When a failed transfer is tried again.
struct RetryPolicy
{
    int mostFailures = 5; ///< in a row, without progress between them
    std::uint64_t progressBytes = 1 << 20; ///< fewer bytes between two failures are none
    std::chrono::seconds longestWait {60}; ///< a server that asks for more is not waited for
    WaitFunction wait = &waitFor;
};

/// Counts the failures of one piece of work that may pass, and waits between them: as long as the server
/// asks for, else 1, 2, 4, … seconds.
class Retries
{
public:
    /// Told before a wait: its reason and how long it takes.
    using Waiting = std::function<void(const std::string& reason, std::chrono::seconds time)>;

    Retries(RetryPolicy policy, Waiting waiting);

    /// Returns when it is time for the next try. Throws the error where there is none: it does not pass, it
    /// was one too many, or the server asks for too long a wait, which the sentence then says. Throws
    /// FetchStopped.
    void afterFailure(const HttpError& error, const std::stop_token& stop);

    /// So many bytes have come since the last failure: where they are enough, earlier ones count no more.
    void madeProgress(std::uint64_t numBytes);

private:
    RetryPolicy m_policy;
    Waiting m_waiting;
    int m_numFailures = 0;
};

} // namespace bathyscope::ui
