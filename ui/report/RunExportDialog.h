// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/RunExport.h"
#include "ui/runs/ComparedRuns.h"

#include <QDialog>
#include <QString>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace bathyscope::ui {

class FigureSizeBox;

/// Writes a report, or all figures into a folder: of the run that is shown, or of the two that are compared.
/// Existing files are replaced only when asked a second time; what goes on is shown and can be cancelled; a
/// failure is said in the dialog, which stays open.
class RunExportDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Kind : std::uint8_t
    {
        Report,
        Figures,
    };

    /// `shown` has an info and a finished layer; `compared` is offered where it is there.
    RunExportDialog(Kind kind, std::shared_ptr<const AnalysisSnapshot> shown,
                    const std::optional<ComparedRuns>& compared, QWidget* parent = nullptr);
    ~RunExportDialog() override;

    [[nodiscard]] QString path() const; ///< of the report, or of the folder

    void accept() override; ///< begins, or says what stands against it; closes when all is written
    void reject() override; ///< cancels what goes on, else closes

private:
    void makeForm(const std::optional<ComparedRuns>& compared);
    QWidget* makePathRow();
    void restoreChoices();
    void rememberChoices() const;
    void browse();
    void followRuns();
    void followFormat();
    void showProgress(int numDrawn, int numFigures);
    void followEnd(const QString& error);
    void setRunning(bool isRunning);
    void showMessage(const QString& sentence);
    void forgetConfirmation();
    [[nodiscard]] const HandedOnRuns& runs() const;
    [[nodiscard]] FigureFormat format() const;
    [[nodiscard]] QString fileStem() const;
    [[nodiscard]] QString conflict() const; ///< what would be replaced, in a sentence; or nothing

    Kind m_kind;
    std::vector<HandedOnRuns> m_choices;
    QString m_confirmed; ///< a conflict that has been shown and may be overwritten

    QComboBox* m_runs;
    QLineEdit* m_path;
    QComboBox* m_format;
    FigureSizeBox* m_size;
    QCheckBox* m_withCaption;
    QProgressBar* m_progress;
    QLabel* m_message;
    QPushButton* m_export = nullptr;
    QPushButton* m_cancel = nullptr;
    RunExport m_job;
};

} // namespace bathyscope::ui
