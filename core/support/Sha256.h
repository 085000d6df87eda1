// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace bathyscope {

/// SHA-256 of data that arrives in pieces (OpenSSL's).
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    Sha256(Sha256&&) = delete;
    Sha256& operator=(Sha256&&) = delete;

    void add(std::span<const std::byte> bytes);

    /// 64 lower-case hexadecimal digits. Call once, last.
    [[nodiscard]] std::string hex();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

/// Digest of a text in memory.
[[nodiscard]] std::string sha256Of(std::string_view bytes);

/// Digest of a file, read in pieces of 1 MiB; empty if stopped before the end. Throws FileMissing or
/// FileUnreadable.
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& path, const std::stop_token& stop = {});

} // namespace bathyscope
