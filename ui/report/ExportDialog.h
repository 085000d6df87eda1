// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureSize.h"

#include <QDialog>
#include <QPointer>
#include <QString>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bathyscope::ui {

class FigureSizeBox;
class PlotWidget;
class SnapshotView;

/// Writes the current plot of a view as PNG, SVG or PDF at a chosen size, or as CSV. What was chosen last
/// (folder, format, size, caption) is remembered. A failure is shown in the
/// dialog, which stays open. The view must have a plot and may go away meanwhile.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `caption` says where the figure comes from (runCaption()).
    ExportDialog(const SnapshotView& view, QString caption, QWidget* parent = nullptr);
    ~ExportDialog() override;

    [[nodiscard]] QString path() const; ///< as it will be written, with suffix
    [[nodiscard]] FigureSize figureSize() const;

    /// Writes the file and closes the dialog, or says why not. An existing file is replaced only when asked a
    /// second time.
    void accept() override;

private:
    void makeForm();
    QWidget* makeFileRow();
    void restoreChoices(const QString& name);
    void rememberChoices() const;
    void browse();
    void followFormat();
    void followPath();
    void showMessage(const QString& sentence);
    void forgetConfirmation();
    [[nodiscard]] QString format() const;
    [[nodiscard]] QString write(const QString& target); ///< error sentence or nothing

    QPointer<const SnapshotView> m_view;
    QPointer<PlotWidget> m_plot;
    QString m_caption;
    QString m_provenance;
    QString m_confirmedPath; ///< an existing file that may be replaced

    QComboBox* m_format;
    QLineEdit* m_path;
    FigureSizeBox* m_size;
    QCheckBox* m_withCaption;
    QLabel* m_captionText;
    QLabel* m_message;
    QPushButton* m_export = nullptr;
};

} // namespace bathyscope::ui
