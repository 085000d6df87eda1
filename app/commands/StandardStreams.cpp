// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/StandardStreams.h"

#include "core/support/Error.h"
#include "core/support/VisibleText.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <unistd.h>

namespace bathyscope::app {

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
        } else if (errno != EINTR) {
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
        } else if (errno != EINTR) {
            throw Error(ErrorKind::FileUnwritable,
                        name + " cannot be written: " + std::generic_category().message(errno) + ".");
        }
    }
}

void writeStandardOutput(std::string_view text)
{
    writeToDescriptor(STDOUT_FILENO, text, "Standard output");
}

void complain(std::string_view sentence)
{
    const std::string line = "bathyscope: " + visibleText(sentence) + '\n';
    std::fputs(line.c_str(), stderr);
}

} // namespace bathyscope::app
