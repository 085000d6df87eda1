// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace bathyscope::test {

/// While it lives, a timer of 5 ms ticks in the event loop of its thread and the longest time between two
/// ticks is kept: how long the loop was away. Figures below some 6 ms mean that it never was.
class EventLoopGap
{
public:
    EventLoopGap()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        m_timer.start(std::chrono::milliseconds {5});
        m_sinceTick.start();
    }

    /// Includes the time since the last tick.
    [[nodiscard]] std::chrono::duration<double, std::milli> longest() const
    {
        const std::chrono::duration<double, std::milli> now =
            std::chrono::nanoseconds(m_sinceTick.nsecsElapsed());
        return std::max(m_longest, now);
    }

private:
    void tick()
    {
        m_longest = longest();
        m_sinceTick.start();
    }

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    std::chrono::duration<double, std::milli> m_longest {};
};

} // namespace bathyscope::test
