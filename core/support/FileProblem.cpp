// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/FileProblem.h"

#include "core/support/Error.h"

#include <cerrno>
#include <system_error>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

fs::file_status statusOf(const fs::path& path)
{
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (!fs::exists(status) && status.type() != fs::file_type::not_found) {
        refuseToRead(path, problem.value());
    }
    return status;
}

} // namespace

void refuseToRead(const fs::path& file, int errorNumber)
{
    if (errorNumber == ENOENT || errorNumber == ENOTDIR) {
        throw Error(ErrorKind::FileMissing, "The file " + file.string() + " does not exist.");
    }
    throw Error(ErrorKind::FileUnreadable,
                "The file " + file.string()
                    + " cannot be read: " + std::generic_category().message(errorNumber) + ".");
}

bool isOrdinaryFile(const fs::path& path)
{
    return fs::is_regular_file(statusOf(path));
}

bool isThere(const fs::path& path)
{
    return fs::exists(statusOf(path));
}

} // namespace bathyscope
