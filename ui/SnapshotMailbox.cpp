// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SnapshotMailbox.h"

#include <utility>

namespace bathyscope::ui {

bool SnapshotMailbox::put(Message message)
{
    std::optional<Message> replaced =
        std::move(message); // dies after the lock: it may hold the last reference
    const std::lock_guard lock(m_mutex);
    std::swap(m_message, replaced);
    return !std::exchange(m_isNotificationUnderWay, true);
}

std::optional<SnapshotMailbox::Message> SnapshotMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    m_isNotificationUnderWay = false;
    return std::exchange(m_message, std::nullopt);
}

} // namespace bathyscope::ui
