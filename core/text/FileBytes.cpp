// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/FileBytes.h"

#include "core/support/Error.h"
#include "core/support/FileProblem.h"

#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>
#include <vector>

namespace bathyscope {

std::string readFileBytes(const std::filesystem::path& path, std::size_t maxBytes)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw Error(ErrorKind::FileUnreadable, path.string() + " is a folder, and a file was expected.");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        refuseToRead(path, errno);
    }
    try {
        std::string bytes;
        std::vector<char> buffer(std::size_t {1} << 18U);
        while (file) { // in pieces: a pipe does not know its size
            file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
            bytes.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
            if (bytes.size() > maxBytes) {
                throw Error(ErrorKind::BadFormat,
                            "The file " + path.string() + " is too large: at most " + std::to_string(maxBytes)
                                + " bytes are expected in a file of its kind.");
            }
        }
        if (file.bad()) {
            throw Error(ErrorKind::FileUnreadable, "Reading " + path.string() + " failed half-way.");
        }
        return bytes;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory,
                    "The file " + path.string() + " does not fit into the memory of this machine.");
    }
}

} // namespace bathyscope
