// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureSize.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;

namespace bathyscope::ui {

/// Chooses the size of exported figures: from the screen, of a slide, of a journal's columns, or free, in
/// pixels or as on paper, with the size of text and the resolution. What was chosen last is
/// remembered.
class FigureSizeBox final : public QWidget
{
    Q_OBJECT

public:
    /// `screen`: of what is exported; nothing where there is no such one size.
    explicit FigureSizeBox(std::optional<FigureSize> screen, QWidget* parent = nullptr);
    ~FigureSizeBox() override;

    [[nodiscard]] FigureSize figureSize() const;
    void setHasPixels(bool hasPixels); ///< of a PNG; other formats have no resolution
    void restore();
    void remember() const;

private:
    void makeControls();
    QDoubleSpinBox* addNumber(QGridLayout& layout, int row, int column, const QString& label,
                              const QString& name, const QString& toolTip);
    void followPreset();
    void followUnit();
    void becomeFree();
    void show(const FigureSize& size, const QString& unit);
    [[nodiscard]] std::optional<FigureSize> presetSize() const; ///< nothing for a free one
    [[nodiscard]] QString unit() const;

    std::optional<FigureSize> m_screen;
    QString m_shownUnit; ///< that the numbers are in
    QComboBox* m_preset;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QComboBox* m_unit;
    QDoubleSpinBox* m_text = nullptr;
    QDoubleSpinBox* m_dots = nullptr;
};

} // namespace bathyscope::ui
