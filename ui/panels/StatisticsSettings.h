// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/Preferences.h"

#include <QWidget>

#include <filesystem>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;
class QToolButton;

namespace bathyscope::ui {

class MessageLabel;

/// What is tested and what counts: permutations, seed, rate of false discoveries, where token frequency comes
/// from, and which tokens take part. GUI thread.
class StatisticsSettings final : public QWidget
{
    Q_OBJECT

public:
    explicit StatisticsSettings(QWidget* parent = nullptr);

    [[nodiscard]] RunSettings settings() const; ///< those that are not its own have their defaults
    void setSettings(const RunSettings& settings);

    [[nodiscard]] QString summary() const; ///< one line
    [[nodiscard]] QString obstacle() const; ///< why a run cannot start; empty where it can

    void openTable(const std::filesystem::path& path); ///< as the source of frequency

signals:
    void settingsChanged();

private:
    void makeTests(QFormLayout& form);
    void makeFrequency(QFormLayout& form);
    void makeTokens(QFormLayout& form);
    void browseTable();
    void follow();

    QSpinBox* m_permutations;
    QSpinBox* m_seed;
    QDoubleSpinBox* m_rate;
    QComboBox* m_frequency;
    QToolButton* m_chooseTable;
    MessageLabel* m_tableMessage;
    QCheckBox* m_leadingSpace;
    QCheckBox* m_skipFirst;
    QCheckBox* m_skipNewlines;
    std::filesystem::path m_table;
    QString m_obstacle;
};

} // namespace bathyscope::ui
