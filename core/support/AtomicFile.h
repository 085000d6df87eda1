// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace bathyscope {

/// A file that is written whole or not at all: bytes go to a temporary file in the same folder, commit()
/// flushes it to disk and renames it over the target; without commit() the destructor removes it and the old
/// target stays untouched. Every failure (missing folder, no permission, disk full) throws FileUnwritable
/// naming the target and the reason. Used by one thread at a time.
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
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
    std::uint64_t m_bytesWritten = 0;
};

} // namespace bathyscope
