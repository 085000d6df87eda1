// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"
#include "core/statistics/StratumSums.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/TileCounter.h"
#include "core/text/TokenFeatures.h"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace bathyscope {

/// What a thread needs for a block of neurons of a layer.
struct TileWorkspace
{
    TileCounter counter {numLengthGroups};
    ActivationTile tile;
    TileMoments moments;
    StratumBlock strata;
};

/// Those that threads borrow. Counts are integers: which thread counted what changes nothing.
class TileWorkspaces
{
public:
    [[nodiscard]] std::unique_ptr<TileWorkspace> take()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_idle.empty()) {
            return std::make_unique<TileWorkspace>();
        }
        auto workspace = std::move(m_idle.back());
        m_idle.pop_back();
        return workspace;
    }

    void giveBack(std::unique_ptr<TileWorkspace> workspace)
    {
        const std::scoped_lock lock(m_mutex);
        m_idle.push_back(std::move(workspace));
    }

    /// Empties the counters of those that nobody has borrowed.
    void drainInto(StreamingHistogram& histogram)
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& workspace : m_idle) {
            TileCounter& counter = workspace->counter;
            histogram.include(counter.range());
            counter.drainInto(histogram);
        }
        for (const auto& workspace : m_idle) {
            workspace->counter.startFrom(histogram.scale());
        }
    }

    /// The counters begin anew; none may be borrowed.
    void forget()
    {
        for (const auto& workspace : m_idle) {
            workspace->counter.startFrom({});
        }
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<TileWorkspace>> m_idle;
};

} // namespace bathyscope
