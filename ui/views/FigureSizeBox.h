// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QWidget>

class QComboBox;
class QSpinBox;

namespace bathyscope::ui {

/// Chooses the size of exported pictures: from the screen, of a slide, of a journal's columns, or free. What
/// was chosen last is remembered in QSettings, group "export".
class FigureSizeBox final : public QWidget
{
    Q_OBJECT

public:
    /// `screenSize`: of what is exported; empty where there is no such one size.
    explicit FigureSizeBox(QSize screenSize, QWidget* parent = nullptr);
    ~FigureSizeBox() override;

    [[nodiscard]] QSize figureSize() const; ///< device-independent pixels
    void restore();
    void remember() const;

private:
    void followPreset();

    QSize m_screenSize;
    QComboBox* m_preset;
    QSpinBox* m_width;
    QSpinBox* m_height;
};

} // namespace bathyscope::ui
