// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace bathyscope::app {

/// While it lives, SIGINT and SIGTERM request a stop instead of ending the program; a second one ends it at
/// once. One object at a time.
class StopOnSignal
{
public:
    StopOnSignal();
    ~StopOnSignal();
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;
    StopOnSignal(StopOnSignal&&) = delete;
    StopOnSignal& operator=(StopOnSignal&&) = delete;

    [[nodiscard]] std::stop_token token() const;

private:
    void listen(const std::stop_token& end);

    std::stop_source m_stop;
    struct sigaction m_previousInterrupt = {};
    struct sigaction m_previousTerminate = {};
    std::jthread m_listener;
};

} // namespace bathyscope::app
