// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/StandardStreams.h"

#include "core/support/Error.h"
#include "core/support/VisibleText.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace bathyscope::app {

namespace {

/// Whether a read or write that has failed is worth another one: it was interrupted, or the descriptor does
/// not block, as a pipe that a program shares with us may, in which case this waits until it is ready.
bool isPassing(int descriptor, short event)
{
    if (errno == EAGAIN) {
        struct pollfd ready = {.fd = descriptor, .events = event, .revents = 0};
        return poll(&ready, 1, -1) >= 0 || errno == EINTR;
    }
    return errno == EINTR;
}

} // namespace

void openMissingStandardStreams()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // NOLINTBEGIN(*-vararg): POSIX
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) {
            // The lowest free number is this one. Opened the wrong way round: reading or writing it fails.
            (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
        // NOLINTEND(*-vararg)
    }
}

std::string readStandardInput()
{
    std::string text;
    std::array<char, 65'536> buffer {};
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count == 0) {
            return text;
        }
        if (count > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(count));
        } else if (!isPassing(STDIN_FILENO, POLLIN)) {
            throw Error(ErrorKind::FileUnreadable,
                        "Standard input cannot be read: " + std::generic_category().message(errno) + ".");
        }
    }
}

void writeToDescriptor(int descriptor, std::string_view bytes, const std::string& name)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (!isPassing(descriptor, POLLOUT)) {
            throw Error(ErrorKind::FileUnwritable,
                        name + " cannot be written: " + std::generic_category().message(errno) + ".");
        }
    }
}

void writeStandardOutput(std::string_view text)
{
    writeToDescriptor(STDOUT_FILENO, text, "Standard output");
}

void closeStandardOutput()
{
    if (close(STDOUT_FILENO) != 0) {
        throw Error(ErrorKind::FileUnwritable,
                    "Standard output cannot be written: " + std::generic_category().message(errno) + ".");
    }
}

void complain(std::string_view sentence)
{
    const std::string line = "bathyscope: " + visibleText(sentence) + '\n';
    std::fputs(line.c_str(), stderr);
}

} // namespace bathyscope::app
