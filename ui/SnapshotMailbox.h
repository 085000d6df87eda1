// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace bathyscope::ui {

/// One slot between the analysis thread and the GUI thread: the newest snapshot replaces one that nobody has
/// taken, so a slow reader skips pictures and never builds a queue. Thread-safe.
class SnapshotMailbox
{
public:
    /// A snapshot and the run that it belongs to.
    struct Message
    {
        std::uint64_t runId = 0;
        std::shared_ptr<const AnalysisSnapshot> snapshot;
    };

    /// Puts the newest message into the slot. True if the reader must be notified; false while a notification
    /// is under way, since its reader will find this message.
    [[nodiscard]] bool put(Message message);

    /// Empties the slot and ends the notification under way; nothing where it is empty.
    [[nodiscard]] std::optional<Message> take();

private:
    std::mutex m_mutex;
    std::optional<Message> m_message;
    bool m_isNotificationUnderWay = false;
};

} // namespace bathyscope::ui
