// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/Corpus.h"
#include "ui/hub/HttpClient.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace bathyscope::ui {

/// Name of the text, also in run files.
inline constexpr const char* fineWebName = "FineWeb";

/// Whether a name means the sample, in capitals or not, and no file.
[[nodiscard]] bool isFineWebName(std::string_view name);

/// Where the sample is fetched from, by whom, and where it is kept.
struct FineWebSettings
{
    QString server; ///< without a slash at its end
    QByteArray token; ///< sent to that server only; empty for none
    bool isOffline = false; ///< nothing may be asked
    std::filesystem::path cacheFile;
    HttpPatience patience;
    std::uint64_t maxBytes = std::uint64_t {64} << 20U; ///< of the answer, a hundred times what it has

    /// BATHYSCOPE_DATASETS_SERVER (https://datasets-server.huggingface.co), token and being offline as in
    /// HubSettings, and a file in the cache folder.
    [[nodiscard]] static FineWebSettings fromEnvironment();
};

/// The first hundred documents of FineWeb's sample-10BT as one text that names its source and licence: the
/// copy that is kept here, where it is whole, else the answer to one request, which is kept. `asking` is told
/// the server's host before it is asked. Blocks, never to be called on the GUI thread, and wants an
/// application object where it asks. Throws Error, one sentence with the next step, and FetchStopped.
[[nodiscard]] Document fetchFineWeb(const FineWebSettings& settings, const std::stop_token& stop = {},
                                    const std::function<void(const std::string& host)>& asking = {});

} // namespace bathyscope::ui
