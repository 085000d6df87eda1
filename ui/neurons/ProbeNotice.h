// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/ProbeRecovery.h"

#include <QString>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace bathyscope::ui {

class MessageLabel;

/// In place of a neuron's plots: that its activations are not at hand, why, and what can be done about it.
/// GUI thread.
class ProbeNotice final : public QWidget
{
    Q_OBJECT

public:
    explicit ProbeNotice(QWidget* parent = nullptr);

    /// `run` has no probe of the layer that is looked at; `problem` says why, in English, or nothing.
    void setState(const AnalysisSnapshot& run, const ProbeRecoveryState& state, const QString& problem);

signals:
    void recomputationRequested(); ///< with the model that the run names
    void folderRequested(); ///< with a model that the user shows
    void cancelled();

private:
    QLabel* m_headline;
    QLabel* m_detail;
    MessageLabel* m_failure;
    QProgressBar* m_progress;
    QPushButton* m_recompute;
    QPushButton* m_folder;
    QPushButton* m_cancel;
};

} // namespace bathyscope::ui
