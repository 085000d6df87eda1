// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/HttpClient.h"
#include "ui/hub/ModelDownload.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope::test {

/// Downloads that fetch nothing: a test says what they report and how they end. Must outlive them.
class FakeFetch
{
public:
    [[nodiscard]] ui::DownloadFunctions functions()
    {
        return {.fetch = [this](const ui::ModelOrder& order, const ui::FetchObserver& observer,
                                const std::stop_token& stop) { return fetch(order, observer, stop); },
                .discard =
                    [this](const ui::ModelOrder& /*order*/, const std::string& blob) {
                        const std::lock_guard lock(m_mutex);
                        m_discarded.push_back(blob);
                    }};
    }

    void report(ui::FetchProgress progress)
    {
        tell([progress = std::move(progress)](const ui::FetchObserver& observer) {
            observer(progress);
            return std::optional<ui::FetchedModel>();
        });
    }

    void finish(const std::filesystem::path& folder)
    {
        tell([folder](const ui::FetchObserver& /*observer*/) {
            ui::FetchedModel fetched;
            fetched.folder = folder;
            return std::optional(fetched);
        });
    }

    void fail(const std::string& reason)
    {
        tell([reason](const ui::FetchObserver& /*observer*/) -> std::optional<ui::FetchedModel> {
            throw Error(ErrorKind::Network, reason);
        });
    }

    /// Repositories that were asked for, in order.
    [[nodiscard]] std::vector<std::string> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    [[nodiscard]] std::vector<std::string> discarded() const
    {
        const std::lock_guard lock(m_mutex);
        return m_discarded;
    }

private:
    using Step = std::function<std::optional<ui::FetchedModel>(const ui::FetchObserver&)>;

    void tell(Step step)
    {
        const std::lock_guard lock(m_mutex);
        m_steps.push_back(std::move(step));
        m_told.notify_all();
    }

    ui::FetchedModel fetch(const ui::ModelOrder& order, const ui::FetchObserver& observer,
                           const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_asked.push_back(order.repository);
        while (m_told.wait(lock, stop, [this] { return !m_steps.empty(); })) {
            const Step step = m_steps.front();
            m_steps.erase(m_steps.begin());
            lock.unlock();
            if (const std::optional<ui::FetchedModel> fetched = step(observer)) {
                return *fetched;
            }
            lock.lock();
        }
        throw ui::FetchStopped();
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_told;
    std::vector<Step> m_steps;
    std::vector<std::string> m_asked;
    std::vector<std::string> m_discarded;
};

} // namespace bathyscope::test
