// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Preferences.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace bathyscope::ui {

/// Tokens, window, hook point, precision, memory and threads of a run, folded away behind a line that sums
/// them up. Remembers what was chosen. GUI thread.
class RunSettings final : public QWidget
{
    Q_OBJECT

public:
    explicit RunSettings(QWidget* parent = nullptr);

    [[nodiscard]] RunChoices choices() const;
    void setChoices(const RunChoices& choices);

signals:
    void choicesChanged();

private:
    [[nodiscard]] QWidget* makeForm();
    void fold(bool isUnfolded);
    void follow();

    QToolButton* m_fold;
    QLabel* m_summary;
    QSpinBox* m_tokens;
    QSpinBox* m_window;
    QComboBox* m_hook;
    QComboBox* m_precision;
    QSpinBox* m_memory;
    QSpinBox* m_threads;
    QWidget* m_form;
};

} // namespace bathyscope::ui
