// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/FileDescriptor.h"
#include "ui/hub/BlobDigest.h"

#include <QByteArray>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace bathyscope::ui {

/// A blob that is on its way: `NAME.incomplete` beside its place, continued where an earlier attempt has left
/// it, and moved there once it is whole and its digest is right; never otherwise. Failures to write throw
/// Error (FileUnwritable) and leave what has been written. Used by one thread, under the blob's lock.
class PartialFile
{
public:
    /// `blob` is the final path, named by the digest. Makes the file where there is none; one that is longer
    /// than `size` begins anew.
    PartialFile(std::filesystem::path blob, std::uint64_t size);

    /// Where the partial file of a blob lies.
    [[nodiscard]] static std::filesystem::path pathFor(const std::filesystem::path& blob);

    [[nodiscard]] std::uint64_t size() const noexcept; ///< so far
    [[nodiscard]] std::uint64_t wholeSize() const noexcept;
    [[nodiscard]] bool isWhole() const noexcept;

    /// Reads what an earlier attempt has left, for the digest; to be called before anything else. `advanced`
    /// is told the bytes that were read, now and then. Throws FetchStopped.
    void readStart(const std::function<void(std::uint64_t)>& advanced, const std::stop_token& stop);

    /// More than the whole throws an Error (Network) and writes nothing.
    void append(const QByteArray& piece);

    void restart(); ///< forgets everything so far

    /// Moves the file to its place; false where its digest is wrong: it has begun anew then.
    [[nodiscard]] bool commit();

private:
    [[noreturn]] void fail(int errorNumber) const;

    std::filesystem::path m_blob;
    std::filesystem::path m_path;
    std::uint64_t m_wholeSize;
    std::uint64_t m_size = 0;
    FileDescriptor m_file;
    BlobDigest m_digest;
};

} // namespace bathyscope::ui
