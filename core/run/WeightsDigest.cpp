// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/WeightsDigest.h"

#include "core/checkpoint/DigestCache.h"
#include "core/support/CurrentError.h"
#include "core/support/Logging.h"
#include "core/support/Sha256.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace bathyscope {

namespace {

/// The blob's name in the Hugging Face cache, where `file` is a link to one; else empty.
std::string blobName(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (!std::filesystem::is_symlink(file, ignored)) {
        return {};
    }
    const std::filesystem::path target = std::filesystem::read_symlink(file, ignored);
    const std::string name = target.filename().string();
    const bool isDigest =
        name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
    return isDigest && target.parent_path().filename() == "blobs" ? name : std::string();
}

std::string digestOfFiles(std::vector<std::filesystem::path> files, const std::stop_token& stop)
{
    std::ranges::sort(files);
    std::vector<std::string> digests;
    for (const std::filesystem::path& file : files) {
        std::string digest = blobName(file);
        digests.push_back(digest.empty() ? rememberedSha256(file, digestCacheFile(), stop) : digest);
    }
    if (stop.stop_requested()) {
        return {};
    }
    if (digests.size() == 1) {
        return digests.front();
    }
    std::string joined;
    for (const std::string& digest : digests) {
        joined += digest + "\n";
    }
    return sha256Of(joined);
}

} // namespace

bool isWeightsDigestKnown(const Checkpoint& checkpoint)
{
    return std::ranges::all_of(checkpoint.weightFiles(), [](const std::filesystem::path& file) {
        return !blobName(file).empty() || isSha256Remembered(file, digestCacheFile());
    });
}

WeightsDigest::WeightsDigest(const Checkpoint& checkpoint)
    : m_thread([this, files = checkpoint.weightFiles()](const std::stop_token& stop) {
        try {
            m_digest = digestOfFiles(files, stop);
        } catch (...) {
            logger("analysis")->warn("The digest of the weights is not known: {}", currentError().what());
        }
        m_isDone = true;
    })
{
}

WeightsDigest::~WeightsDigest() = default;

std::string WeightsDigest::known() const
{
    return m_isDone ? m_digest : std::string();
}

std::string WeightsDigest::wait(const std::stop_token& stop)
{
    const std::stop_callback giveUp(stop, [this] { m_thread.request_stop(); });
    m_thread.join();
    return m_digest;
}

} // namespace bathyscope
