// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/LogSink.h"

#include <QWidget>

#include <cstddef>
#include <deque>
#include <memory>

class QComboBox;
class QPlainTextEdit;

namespace bathyscope::ui {

/// What the program did, newest last: the lines of all loggers while this panel lives, the latest maxLines of
/// them, by level, copyable. GUI thread.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t maxLines = 5000;

    explicit LogPanel(QWidget* parent = nullptr);
    ~LogPanel() override;

    /// Shows lines of at least this level.
    void setLevel(spdlog::level::level_enum level);

    [[nodiscard]] QString shownText() const;

private:
    [[nodiscard]] QWidget* makeControls();
    [[nodiscard]] spdlog::level::level_enum level() const;
    void takeLines();
    void showAll();
    void copyAll() const;
    void clear();

    std::shared_ptr<LogSink> m_sink;
    std::deque<LogLine> m_lines;
    QComboBox* m_level;
    QPlainTextEdit* m_text;
};

} // namespace bathyscope::ui
