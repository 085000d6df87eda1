// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/ExportForm.h"

#include <QPointer>
#include <QString>

namespace bathyscope::ui {

class PlotWidget;
class SnapshotView;

/// Writes the current plot of a view as PNG, SVG or PDF at a chosen size, or as CSV. What was chosen last
/// (folder, format, size, caption) is remembered. The view must have a plot and may go away meanwhile.
class ExportDialog final : public ExportForm
{
    Q_OBJECT

public:
    /// `caption` says where the figure comes from (runCaption()).
    ExportDialog(const SnapshotView& view, QString caption, QWidget* parent = nullptr);
    ~ExportDialog() override;

    [[nodiscard]] QString path() const override;
    [[nodiscard]] FigureSize figureSize() const;

    /// Writes the file and closes the dialog, or says why not.
    void accept() override;

private:
    void makeForm();
    void restoreChoices(const QString& name);
    void rememberChoices() const;
    void browse() override;
    void followFormat();
    void followPath();
    [[nodiscard]] QString format() const;
    [[nodiscard]] QString write(const QString& target); ///< error sentence or nothing

    QPointer<const SnapshotView> m_view;
    QPointer<PlotWidget> m_plot;
    QString m_caption;
    QString m_provenance;
};

} // namespace bathyscope::ui
