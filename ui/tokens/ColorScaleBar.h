// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tokens/TokenColoring.h"

#include <QWidget>

namespace bathyscope::ui {

/// What the fills of a text mean: a strip of the colours between the values of its ends, and the value's
/// name. Empty while there are none. GUI thread.
class ColorScaleBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ColorScaleBar(QWidget* parent = nullptr);

    void setFills(const TokenFills& fills); ///< in the style of the moment

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    static constexpr int numSteps = 64;

    [[nodiscard]] int textWidth(const QString& text) const;

    QString m_name;
    QString m_low;
    QString m_high;
    std::vector<QColor> m_colors; ///< [steps] from low to high; empty: nothing to show
};

} // namespace bathyscope::ui
