// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/FileDescriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace bathyscope {

/// A file that is written whole or not at all: bytes go to a temporary file in the same folder, nameless
/// where the file system can do that, commit() flushes it to disk and renames it over the target, which keeps
/// its permissions; without commit() the destructor removes it and the old target stays untouched. A symbolic
/// link is followed and stays. A device or pipe is written directly. Every failure (missing folder, no
/// permission, disk full) throws FileUnwritable naming the target and the reason. Used by one thread at a
/// time.
class AtomicFile
{
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    AtomicFile(AtomicFile&&) = delete;
    AtomicFile& operator=(AtomicFile&&) = delete;

    void write(std::span<const std::byte> bytes);
    void write(std::string_view text);
    [[nodiscard]] std::uint64_t bytesWritten() const noexcept;
    void commit();

private:
    [[noreturn]] void fail(int errorNumber) const;

    std::filesystem::path m_target;
    std::filesystem::path m_temporary; ///< empty while the temporary file has no name
    bool m_isDevice = false;
    FileDescriptor m_file;
    std::uint64_t m_bytesWritten = 0;
};

} // namespace bathyscope
