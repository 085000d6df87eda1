// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/LogSink.h"

#include <utility>

namespace bathyscope::ui {

const LogNotifier& LogSink::notifier() const
{
    return m_notifier;
}

std::vector<LogLine> LogSink::take()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(m_lines, {});
}

void LogSink::sink_it_(const spdlog::details::log_msg& message)
{
    spdlog::memory_buf_t buffer;
    formatter_->format(message, buffer);
    const bool mustNotify = m_lines.empty();
    m_lines.push_back(
        {.level = message.level,
         .text = QString::fromUtf8(buffer.data(), static_cast<qsizetype>(buffer.size())).trimmed()});
    if (mustNotify) {
        emit m_notifier.linesWaiting();
    }
}

void LogSink::flush_() { }

} // namespace bathyscope::ui
