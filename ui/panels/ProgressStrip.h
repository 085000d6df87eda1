// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/look/Theme.h"
#include "ui/runs/RunFailure.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QProgressBar;
class QToolButton;

namespace bathyscope::ui {

class ElidedLabel;
class MessageLabel;

/// The line at the bottom of the window: what the run is doing, how far it is, how fast, how long still, how
/// much memory; below it, where there is something to say, the failure, a warning about the run's numbers or
/// advice, with a copy button. What was dismissed does not come back: a warning for the life of the run,
/// advice about a library for good. GUI thread.
class ProgressStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget* parent = nullptr);

    /// A run of that model has been started and has not said anything yet.
    void showStart(const QString& modelName);

    /// Progress while it is running, the outcome afterwards.
    void showRun(const AnalysisSnapshot& run);

    /// The run has failed; finished layers stay.
    void showRunFailure(const RunFailure& failure);

    /// Something else has failed; the state of the run stays as it is.
    void showFailure(const RunFailure& failure);

    /// Nothing has been run or opened yet.
    void showReady();

    /// Something small was done or is being done ("Saving run.safetensors…").
    void showNote(const QString& note);

    /// A file or a folder was written: says so beside the state, which stays as it is, and offers to open the
    /// folder, until there is another note or a run starts.
    void showWritten(const QString& note, const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What a run has to say beside its state.
    struct Notice
    {
        std::weak_ptr<const RunInfo> run;
        QString headline;
        QString detail;
        QString library; ///< of advice: what it is about; else empty
    };

    [[nodiscard]] std::optional<Notice> noticeOf(const AnalysisSnapshot& run) const;
    void showNotice(const AnalysisSnapshot& run);
    void dismiss();
    void showState(const char* iconName, ThemeColor color, const QString& state);
    void drawIcon();
    void showMetrics(const RunProgress& progress, bool isRunning);
    void setMessageButtonsVisible(bool visible);
    void copyMessage() const;
    void clearMessage();
    void clearWritten();
    void fitHeight();

    QLabel* m_icon;
    ElidedLabel* m_state;
    ElidedLabel* m_written;
    QToolButton* m_openFolder;
    QProgressBar* m_bar;
    QLabel* m_metrics;
    MessageLabel* m_message;
    QToolButton* m_copy;
    QToolButton* m_dismiss;
    std::optional<Notice> m_notice; ///< that the message is; nothing where it is a failure or empty
    std::vector<std::weak_ptr<const RunInfo>> m_dismissed; ///< runs whose warning was
    QString m_folder; ///< of what was written
    QString m_iconName;
    ThemeColor m_iconColor = ThemeColor::Secondary;
};

} // namespace bathyscope::ui
