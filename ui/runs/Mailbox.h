// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace bathyscope::ui {

/// One slot between two threads: the newest message replaces one that nobody has taken, so a slow reader
/// skips messages and never builds a queue. Thread-safe; the only place in ui that locks.
///
/// The notification itself is a queued signal without arguments: what is told passes through here alone,
/// where the thread sanitizer can see that it is ordered.
template <typename Message>
class Mailbox
{
public:
    /// Puts the newest message into the slot. True if the reader must be notified; false while a notification
    /// is under way, since its reader will find this message.
    [[nodiscard]] bool put(Message message)
    {
        std::optional<Message> replaced(std::move(message)); // dies after the lock: it may own a lot
        const std::lock_guard lock(m_mutex);
        std::swap(m_message, replaced);
        return !std::exchange(m_isNotificationUnderWay, true);
    }

    /// Empties the slot and ends the notification under way; nothing where it is empty.
    [[nodiscard]] std::optional<Message> take()
    {
        const std::lock_guard lock(m_mutex);
        m_isNotificationUnderWay = false;
        return std::exchange(m_message, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<Message> m_message;
    bool m_isNotificationUnderWay = false;
};

} // namespace bathyscope::ui
