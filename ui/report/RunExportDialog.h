// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/ExportForm.h"
#include "ui/report/RunExport.h"
#include "ui/runs/ComparedRuns.h"

#include <QString>

#include <optional>

class QProgressBar;

namespace bathyscope::ui {

/// Writes a report, or all figures into a folder: of the run that is shown, or of the two that are compared.
/// What goes on is shown and can be cancelled.
class RunExportDialog final : public ExportForm
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

    [[nodiscard]] QString path() const override; ///< of the report, or of the folder

    void accept() override; ///< begins, or says what stands against it; closes when all is written
    void reject() override; ///< cancels what goes on, else closes

private:
    void makeForm(const std::optional<ComparedRuns>& compared);
    void restoreChoices();
    void rememberChoices() const;
    void browse() override;
    void followRuns();
    void followFormat();
    void showProgress(int numDrawn, int numFigures);
    void followEnd(const QString& error);
    void setRunning(bool isRunning);
    [[nodiscard]] const HandedOnRuns& runs() const;
    [[nodiscard]] FigureFormat format() const;
    [[nodiscard]] QString fileStem() const;
    [[nodiscard]] QString conflict() const override;

    Kind m_kind;
    std::vector<HandedOnRuns> m_choices;

    QComboBox* m_runs;
    QProgressBar* m_progress;
    RunExport m_job;
};

} // namespace bathyscope::ui
