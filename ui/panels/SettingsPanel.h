// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/Preferences.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace bathyscope::ui {

class Fold;
class HookPointBox;
class StatisticsSettings;
struct ModelWidths;

/// Tokens, windows, hook point, precision, memory and threads of a run, and below them what is tested and
/// what counts; both folded away behind lines that sum them up. Remembers what was chosen. GUI thread.
class SettingsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPanel(QWidget* parent = nullptr);

    /// The window is no longer than the model's positions, whatever is remembered for others.
    [[nodiscard]] RunSettings settings() const;
    void setSettings(const RunSettings& settings);

    void setModel(const ModelWidths& widths); ///< that is going to be run

    [[nodiscard]] QString obstacle() const; ///< why a run cannot start; empty where it can

signals:
    void settingsChanged();

private:
    [[nodiscard]] QWidget* makeReading();
    void takeWindow(int length);
    void showWindow();
    void follow();

    int m_wantedWindow = 0; ///< tokens; of models that are long enough
    QSpinBox* m_tokens;
    QSpinBox* m_window; ///< as much of the wanted window as the model has positions
    QCheckBox* m_splitDocuments;
    HookPointBox* m_hook;
    QLabel* m_hookText;
    QComboBox* m_precision;
    QSpinBox* m_memory;
    QSpinBox* m_threads;
    StatisticsSettings* m_statistics;
    Fold* m_readingFold;
    Fold* m_statisticsFold;
};

} // namespace bathyscope::ui
