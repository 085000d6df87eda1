// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/Checkpoint.h"

#include <atomic>
#include <string>
#include <thread>

namespace bathyscope {

/// True where a model's digest can be told without reading its weights.
[[nodiscard]] bool isWeightsDigestKnown(const Checkpoint& checkpoint);

/// SHA-256 of a model's weights, computed on a thread of its own while the run goes on. A file of the Hugging
/// Face cache is a link to a blob that is named by its digest: that name is taken and nothing is read;
/// another file is read once and its digest remembered (DigestCache).
/// Several files: the digest of their digests, each followed by a newline, in the order of file names.
class WeightsDigest
{
public:
    explicit WeightsDigest(const Checkpoint& checkpoint);
    ~WeightsDigest(); ///< gives up if not asked for

    WeightsDigest(const WeightsDigest&) = delete;
    WeightsDigest& operator=(const WeightsDigest&) = delete;
    WeightsDigest(WeightsDigest&&) = delete;
    WeightsDigest& operator=(WeightsDigest&&) = delete;

    /// The result where it is there already, else empty. Never waits.
    [[nodiscard]] std::string known() const;

    /// Waits for the result; 64 hexadecimal digits. Empty where a file could no longer be read, or if `stop`
    /// came first.
    [[nodiscard]] std::string wait(const std::stop_token& stop);

private:
    std::string m_digest; ///< written by the thread before it ends
    std::atomic<bool> m_isDone = false;
    std::jthread m_thread;
};

} // namespace bathyscope
