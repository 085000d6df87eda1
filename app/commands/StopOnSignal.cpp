// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/StopOnSignal.h"

#include "app/CommandLine.h"
#include "core/support/Error.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <sys/eventfd.h>
#include <unistd.h>

namespace bathyscope::app {

namespace {

/// A signal handler may do next to nothing (signal-safety(7)): it wakes a thread through this descriptor.
std::atomic<int> wakeDescriptor = -1;

void wake()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wakeDescriptor, &one, sizeof(one));
}

extern "C" void onSignal(int /*number*/)
{
    const int savedError = errno;
    wake();
    errno = savedError;
}

} // namespace

StopOnSignal::StopOnSignal()
{
    wakeDescriptor = eventfd(0, EFD_CLOEXEC);
    if (wakeDescriptor < 0) {
        throw Error(ErrorKind::Internal, "The system has no free file descriptor to listen for signals.");
    }
    m_listener = std::jthread([this](const std::stop_token& end) { listen(end); });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, &m_previousInterrupt);
    sigaction(SIGTERM, &action, &m_previousTerminate);
}

StopOnSignal::~StopOnSignal()
{
    sigaction(SIGINT, &m_previousInterrupt, nullptr);
    sigaction(SIGTERM, &m_previousTerminate, nullptr);
    m_listener.request_stop();
    wake();
    m_listener.join();
    close(wakeDescriptor.exchange(-1));
}

std::stop_token StopOnSignal::token() const
{
    return m_stop.get_token();
}

void StopOnSignal::listen(const std::stop_token& end)
{
    std::uint64_t count = 0;
    while (read(wakeDescriptor, &count, sizeof(count)) == sizeof(count) && !end.stop_requested()) {
        if (!m_stop.request_stop()) {
            _exit(Interrupted);
        }
    }
}

} // namespace bathyscope::app
