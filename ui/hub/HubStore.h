// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/FileLock.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace bathyscope::ui {

/// Writing side of the Hugging Face cache, for one repository: the folders, names, links and locks that
/// Hugging Face's own tools expect (HubCache.h). Every failure throws Error (FileUnwritable).
class HubStore
{
public:
    /// Without `makesLinks`, or where the file system has no symbolic links, files lie in snapshots
    /// themselves.
    HubStore(std::filesystem::path cache, std::string_view repository, bool makesLinks);

    void makeFolders() const; ///< those that a blob needs

    [[nodiscard]] std::filesystem::path blob(const std::string& etag) const;
    [[nodiscard]] std::filesystem::path snapshot(const std::string& commit) const;

    /// The file of the snapshot is there with that size, as a link to its blob or by itself.
    [[nodiscard]] bool isPlaced(const std::string& commit, const std::string& file, std::uint64_t size) const;

    /// The blob is there with that size.
    [[nodiscard]] bool isStored(const std::string& etag, std::uint64_t size) const;

    /// The blob's lock; nothing while another program has it. Its folder must be there.
    [[nodiscard]] std::optional<FileLock> tryLock(const std::string& etag) const;

    /// Puts a stored blob into a snapshot under the file's name, in place of what is there.
    void place(const std::string& etag, const std::string& commit, const std::string& file) const;

    /// refs/main, or that of another branch.
    void setRef(const std::string& name, const std::string& commit) const;

    /// Removes what a download of that blob has left, under its lock.
    void removePartial(const std::string& etag) const;

private:
    [[nodiscard]] std::filesystem::path lockFolder() const;

    std::filesystem::path m_cache;
    std::string m_folderName;
    std::filesystem::path m_folder;
    bool m_makesLinks;
};

} // namespace bathyscope::ui
