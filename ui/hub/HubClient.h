// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/HttpClient.h"
#include "ui/hub/HubFileInfo.h"
#include "ui/hub/HubSettings.h"
#include "ui/hub/PartialFile.h"
#include "ui/hub/Retries.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>

namespace bathyscope::ui {

/// A file of a repository at a revision.
struct HubFile
{
    std::string repository; ///< "org/name"
    std::string revision; ///< branch or commit
    std::string name;
};

/// Asks a Hugging Face hub. Transfers that fail in passing are tried again. Every call throws Error (Network)
/// with one sentence that says what to do, and FetchStopped. Used by the thread that made it.
class HubClient
{
public:
    HubClient(const HubSettings& settings, Retries::Waiting waiting);

    /// Nothing where the repository has no such file.
    [[nodiscard]] std::optional<HubFileInfo> look(const HubFile& file, const std::stop_token& stop);

    /// A small file's content, checked against its digest.
    [[nodiscard]] std::string read(const HubFile& file, const HubFileInfo& info, const std::stop_token& stop);

    /// Brings a file here until it is whole (HttpDownload.h).
    void fetch(const HubFile& file, PartialFile& partial, const std::function<void()>& advanced,
               const std::stop_token& stop);

private:
    [[nodiscard]] HttpRequest request(const HubFile& file) const;
    template <typename Action>
    std::invoke_result_t<Action> retried(const HubFile& file, const std::stop_token& stop, Action action);
    [[noreturn]] void explain(const HttpError& error, const HubFile& file) const;
    [[nodiscard]] HubFileInfo infoIn(const HttpAnswer& answer, const HubFile& file) const;

    QString m_endpoint;
    QByteArray m_token;
    RetryPolicy m_policy;
    Retries::Waiting m_waiting;
    HttpClient m_client;
};

} // namespace bathyscope::ui
