// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ZoomRange.h"

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr double narrowestShare = 1e-3; // of the full range

}

void ZoomRange::setFull(AxisRange full)
{
    const AxisRange common {std::max(m_shown.lower, full.lower), std::min(m_shown.upper, full.upper)};
    m_shown = isZoomed() && common.lower < common.upper ? common : full;
    m_full = full;
}

void ZoomRange::show(AxisRange range)
{
    m_shown = range;
}

void ZoomRange::reset()
{
    m_shown = m_full;
}

bool ZoomRange::zoomBy(double factor, double centre)
{
    return moveTo({centre + (m_shown.lower - centre) * factor, centre + (m_shown.upper - centre) * factor});
}

bool ZoomRange::moveBy(double distance)
{
    return moveTo({m_shown.lower + distance, m_shown.upper + distance});
}

bool ZoomRange::moveTo(AxisRange range)
{
    const double fullWidth = m_full.upper - m_full.lower;
    const double width = std::clamp(range.upper - range.lower, fullWidth * narrowestShare, fullWidth);
    AxisRange next = m_full;
    if (width < fullWidth) {
        next.lower = std::clamp(range.lower, m_full.lower, m_full.upper - width);
        next.upper = next.lower + width;
    }
    const bool changes = !(next == m_shown);
    m_shown = next;
    return changes;
}

const AxisRange& ZoomRange::shown() const
{
    return m_shown;
}

double ZoomRange::width() const
{
    return m_shown.upper - m_shown.lower;
}

bool ZoomRange::isZoomed() const
{
    return !(m_shown == m_full);
}

} // namespace bathyscope::ui
