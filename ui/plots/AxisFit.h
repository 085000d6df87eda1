// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCPAxis;

namespace bathyscope::ui {

/// Fits what stands beside an axis to the axis' length: as many ticks as leave their labels apart, and its
/// title broken into lines or elided. The axis must outlive this.
class AxisFit
{
public:
    explicit AxisFit(QCPAxis& axis);

    void setTitle(const QString& title);
    void setMostLines(int mostLines); ///< of the title
    void setMostTicks(int mostTicks); ///< about as many, where there is room

    /// For the layout as it is. Returns whether anything has changed, so that it must be laid out again.
    [[nodiscard]] bool fit();

private:
    [[nodiscard]] int roomForTitle() const;
    [[nodiscard]] bool labelsStandApart() const;
    [[nodiscard]] bool fitTicks();
    [[nodiscard]] bool fitTitle();

    QCPAxis& m_axis;
    QString m_title;
    int m_mostLines = 1;
    int m_mostTicks = 5;
};

} // namespace bathyscope::ui
