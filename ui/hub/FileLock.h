// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/FileDescriptor.h"

#include <filesystem>
#include <optional>

namespace bathyscope::ui {

/// A lock between programs: flock() on a file, as Hugging Face's tools take it. Given back when the object or
/// the process ends; the file stays.
class FileLock
{
public:
    /// Nothing while another program, or another FileLock of this one, has it. Throws Error where the file
    /// cannot be made.
    [[nodiscard]] static std::optional<FileLock> tryLock(const std::filesystem::path& file);

private:
    explicit FileLock(FileDescriptor file);

    FileDescriptor m_file;
};

} // namespace bathyscope::ui
