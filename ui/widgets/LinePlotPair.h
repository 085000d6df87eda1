// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/widgets/LinkedPlots.h"

#include <QSplitter>

namespace bathyscope::ui {

class LinePlot;

/// Two line plots one above the other, on one x axis.
class LinePlotPair final : public QSplitter
{
    Q_OBJECT

public:
    /// Object names of the plots.
    LinePlotPair(const char* upper, const char* lower);

    void setData(const LinePlotData& upper, const LinePlotData& lower); ///< redraws what has changed

    [[nodiscard]] LinePlot& upper() const;
    [[nodiscard]] LinePlot& lower() const;
    [[nodiscard]] PlotWidget* current() const; ///< the one that last had the focus or the pointer
    void resetZoom(); ///< of both

private:
    LinePlot* m_upper;
    LinePlot* m_lower;
    LinkedPlots m_linked;
};

} // namespace bathyscope::ui
