// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/HttpClient.h"
#include "ui/hub/Retries.h"

#include <QByteArray>
#include <QString>

#include <filesystem>

namespace bathyscope::ui {

/// Where models are fetched from, by whom, and where they go: what Hugging Face's own tools go by.
struct HubSettings
{
    QString endpoint; ///< without a slash at its end
    QByteArray token; ///< empty for none
    bool isOffline = false; ///< nothing may be asked
    std::filesystem::path cache;
    bool makesLinks = true; ///< false: as on a file system that has none
    HttpPatience patience;
    RetryPolicy retries;

    /// HF_ENDPOINT (https://huggingface.co); HF_TOKEN, else the file that `hf auth login` leaves
    /// (HF_TOKEN_PATH, token in HF_HOME), none where HF_HUB_DISABLE_IMPLICIT_TOKEN is set; HF_HUB_OFFLINE or
    /// TRANSFORMERS_OFFLINE; and the cache's own variables.
    [[nodiscard]] static HubSettings fromEnvironment();
};

} // namespace bathyscope::ui
