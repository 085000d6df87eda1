// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Sha256.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace bathyscope::ui {

/// True for what the hub names files by: the SHA-256 of a large file, the SHA-1 of a small one as a git blob.
[[nodiscard]] bool isBlobName(std::string_view etag);

/// Checks that data which arrives in pieces is the blob of that name.
class BlobDigest
{
public:
    /// `size` is the whole blob's; git hashes it before the content.
    BlobDigest(std::string name, std::uint64_t size);

    void add(const QByteArray& piece);

    /// Call once, last.
    [[nodiscard]] bool matches();

private:
    std::string m_name;
    std::unique_ptr<Sha256> m_sha256; ///< for a name of 64 digits
    std::unique_ptr<QCryptographicHash> m_sha1; ///< for one of 40
};

} // namespace bathyscope::ui
