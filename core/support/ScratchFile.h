// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/FileDescriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace bathyscope {

/// A file for data that does not fit into memory. It has no name, so that it vanishes with the process, even
/// a killed one. Its space is reserved on disk at the beginning, or at least found to be free where the file
/// system cannot reserve. What has not been written reads as zeros. Several threads may read and write at
/// once, a range that is being written excepted.
class ScratchFile
{
public:
    /// The folder for scratch files of this program, in the user's cache folder; empty where the user's home
    /// is not known, and then no scratch file can be made there.
    [[nodiscard]] static std::filesystem::path defaultFolder();

    /// Bytes that this user may still fill in a folder, or where it would be made; nothing where the file
    /// system does not say.
    [[nodiscard]] static std::optional<std::uint64_t> freeBytes(std::filesystem::path folder);

    /// Creates the folder where it is missing. Throws FileUnwritable where that fails or the space is not
    /// there, saying how much is needed and how much is free.
    explicit ScratchFile(std::uint64_t numBytes, std::filesystem::path folder = defaultFolder());

    [[nodiscard]] std::uint64_t numBytes() const noexcept;
    [[nodiscard]] const std::filesystem::path& folder() const noexcept;

    /// Writes at byte `offset`. Throws FileUnwritable; Internal beyond the end.
    void write(std::uint64_t offset, std::span<const std::byte> bytes);

    /// Fills `bytes` from byte `offset`. Throws FileUnreadable; Internal beyond the end.
    void read(std::uint64_t offset, std::span<std::byte> bytes) const;

private:
    void create();
    void reserve();
    void checkRange(std::uint64_t offset, std::size_t size) const;
    [[noreturn]] void refuse(int errorNumber) const;

    std::uint64_t m_numBytes = 0;
    std::filesystem::path m_folder;
    FileDescriptor m_file;
};

} // namespace bathyscope
