// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Engine.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace bathyscope::test {

/// What hooks saw, by their names.
struct Recorded
{
    std::map<std::string, std::vector<float>> values; ///< [tokens × width]
    std::map<std::string, std::size_t> widths;
    std::map<std::string, std::size_t> calls;
};

/// Keeps every activation of the hook points that it was asked for, by the hook's name.
class SweepRecorder final : public HookSink, public SweepObserver
{
public:
    explicit SweepRecorder(std::vector<HookPoint> points)
        : m_points(std::move(points))
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return std::ranges::find(m_points, hook.point) != m_points.end();
    }

    void receive(const ActivationView& view) override
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<float>& all = recorded.values[view.hook.name()];
        const std::size_t first = view.firstToken * view.width;
        all.resize(std::max(all.size(), first + view.numTokens * view.width));
        std::copy_n(view.data, view.numTokens * view.width, all.begin() + static_cast<std::ptrdiff_t>(first));
        recorded.widths[view.hook.name()] = view.width;
        ++recorded.calls[view.hook.name()];
    }

    void embedded() override { }
    HookSink* beginLayer(std::size_t /*layer*/) override
    {
        return this;
    }
    void batchDone(std::size_t /*layer*/, std::size_t /*tokensDone*/) override { }
    void endLayer(std::size_t /*layer*/) override { }

    Recorded recorded;

private:
    std::vector<HookPoint> m_points;
    std::mutex m_mutex;
};

/// Runs the whole model as `request` says otherwise and records `points`; ln_final.hook_out makes it go on
/// past the last block.
inline Recorded record(const std::filesystem::path& model, const TokenWindows& windows,
                       std::vector<HookPoint> points, SweepRequest request = {})
{
    SweepRecorder recorder(points);
    request.checkpoint = Checkpoint::open(model);
    request.windows = &windows;
    // The last point in the order of firing says how far the sweep has to go.
    request.hook = *std::ranges::max_element(points);
    request.lastLayer = request.checkpoint->config().numLayers - 1;
    SweepTiming timing;
    return engine().sweep(request, {}, recorder, timing) ? recorder.recorded : Recorded();
}

} // namespace bathyscope::test
