// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spdlog/sinks/base_sink.h>

#include <QObject>
#include <QString>

#include <mutex>
#include <vector>

namespace bathyscope::ui {

/// One message of the log.
struct LogLine
{
    spdlog::level::level_enum level = spdlog::level::info;
    QString text; ///< time, level, part of the program, message
};

/// Tells the GUI thread that lines wait; emitted on whatever thread logs.
class LogNotifier final : public QObject
{
    Q_OBJECT

signals:
    void linesWaiting();
};

/// Collects messages of all threads until the GUI thread takes them; one notification is under way at a time.
class LogSink final : public spdlog::sinks::base_sink<std::mutex>
{
public:
    [[nodiscard]] const LogNotifier& notifier() const;
    [[nodiscard]] std::vector<LogLine> take();

protected:
    void sink_it_(const spdlog::details::log_msg& message) override;
    void flush_() override;

private:
    LogNotifier m_notifier;
    std::vector<LogLine> m_lines;
};

} // namespace bathyscope::ui
