// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

namespace bathyscope::ui {

/// The part of an axis that is shown: all of it, or what the user has zoomed into, never beyond.
class ZoomRange
{
public:
    /// New data's range: shown whole, or as much of the user's zoom as lies within it.
    void setFull(AxisRange full);
    void show(AxisRange range); ///< as it is; for plots that follow another
    void reset();

    /// The user's ways; true where the shown range changes. Neither leaves the full range, and the narrowest
    /// zoom is a thousandth of it.
    bool zoomBy(double factor, double centre); ///< `centre` keeps its place
    bool moveBy(double distance);
    bool moveTo(AxisRange range);

    [[nodiscard]] const AxisRange& shown() const;
    [[nodiscard]] double width() const;
    [[nodiscard]] bool isZoomed() const;

private:
    AxisRange m_full;
    AxisRange m_shown;
};

} // namespace bathyscope::ui
