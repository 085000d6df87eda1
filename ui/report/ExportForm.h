// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureSize.h"

#include <QDialog>
#include <QString>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bathyscope::ui {

class FigureSizeBox;

/// What the dialogs have that write files: a place, how figures look, a message, and a button. What is there
/// already is replaced only when asked a second time; a failure is shown in the dialog, which stays open.
class ExportForm : public QDialog
{
    Q_OBJECT

public:
    ~ExportForm() override;

    [[nodiscard]] virtual QString path() const = 0; ///< as it will be written, with suffix

protected:
    /// `onScreen` is the size of the plot in the window where there is one.
    ExportForm(const QString& title, std::optional<FigureSize> onScreen, const QString& captionSwitch,
               QWidget* parent);

    void addRow(const QString& label, QWidget& control); ///< the label leads to the control
    void addPathRow(const QString& label, const QString& toolTip, const QString& browseToolTip);
    void layOut(QWidget* belowForm = nullptr); ///< once all rows are there

    virtual void browse() = 0; ///< lets the user choose the path in a file dialog
    void
    choose(const QString& path); ///< that a file dialog gave: it has asked before it named an existing one
    [[nodiscard]] virtual QString conflict() const; ///< what would be replaced, in a sentence; or nothing
    [[nodiscard]] bool mayWrite(); ///< nothing is in the way, or this is the second time; else says so
    void showMessage(const QString& sentence);
    void forgetConfirmation();

    QFormLayout* m_form;
    QLineEdit* m_path;
    QComboBox* m_format;
    FigureSizeBox* m_size;
    QCheckBox* m_withCaption;
    QLabel* m_message;
    QPushButton* m_export;
    QPushButton* m_cancel = nullptr;

private:
    void addRow(const QString& label, QWidget& control, QWidget& field);

    QString m_confirmed; ///< a conflict that has been shown and may be overwritten
};

} // namespace bathyscope::ui
