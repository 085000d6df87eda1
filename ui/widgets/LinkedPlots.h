// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace bathyscope::ui {

class PlotWidget;

/// Two plots one above the other on one x axis: zoom and cursor of one are those of the other. Knows which of
/// them was used last. To be a member of the view whose plots they are: it must not outlive them.
class LinkedPlots final : public QObject
{
    Q_OBJECT

public:
    LinkedPlots(PlotWidget& upper, PlotWidget& lower);

    /// The one that last had the focus or the pointer; the upper one at first.
    [[nodiscard]] PlotWidget* current() const;

    void resetZoom(); ///< of both

private:
    void link(PlotWidget& from, PlotWidget& to);

    PlotWidget& m_upper;
    PlotWidget& m_lower;
    PlotWidget* m_current;
};

} // namespace bathyscope::ui
