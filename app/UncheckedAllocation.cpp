// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/UncheckedAllocation.h"

#include "core/support/CurrentError.h"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <unistd.h>

namespace bathyscope::app {

namespace {

using SignalAction = struct sigaction; // there is a function of this name, too

// NOLINTNEXTLINE(*-avoid-non-const-global-variables): a signal handler knows nothing else
SignalAction formerAction;

/// Made while there is memory.
const std::string& sentence()
{
    static const std::string line = [] {
        try {
            throw std::bad_alloc();
        } catch (...) {
            return std::string("bathyscope: ") + currentError().what() + '\n';
        }
    }();
    return line;
}

/// Nothing is mapped as low as this, and no block that is asked for is larger.
bool isNearNull(const void* address)
{
    constexpr std::uintptr_t gibibyte = std::uintptr_t {1} << 30U;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): an address as a number
    return reinterpret_cast<std::uintptr_t>(address) < gibibyte;
}

/// Only what a signal handler may call.
void endOrCrash(int number, siginfo_t* info, void* /*context*/)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): POSIX
    if (errno == ENOMEM && info->si_code == SEGV_MAPERR && isNearNull(info->si_addr)) {
        const std::string& line = sentence();
        const ssize_t ignored = write(STDERR_FILENO, line.data(), line.size());
        static_cast<void>(ignored);
        std::_Exit(EXIT_FAILURE);
    }
    sigaction(number, &formerAction, nullptr); // the instruction is run again, and faults again
}

} // namespace

void endWithoutMemoryWhereItIsUnchecked()
{
    static_cast<void>(sentence());
    SignalAction action {};
    action.sa_sigaction = endOrCrash; // NOLINT(cppcoreguidelines-pro-type-union-access): POSIX
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, &formerAction);
}

} // namespace bathyscope::app
