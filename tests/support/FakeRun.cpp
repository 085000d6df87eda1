// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeRun.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace bathyscope::test {

struct FakeRun::State
{
    explicit State(FakeScript theScript)
        : script(std::move(theScript))
        , scripted(script.shape)
    {
    }

    std::shared_ptr<const AnalysisSnapshot> run(const AnalysisRequest& request, const std::stop_token& stop,
                                                RunObserver& observer)
    {
        {
            const std::lock_guard lock(mutex);
            ++numStarted;
            lastRequest = request;
        }
        const std::size_t numLayers = script.shape.numLayers;
        std::size_t numFinished = 0;
        for (; numFinished < numLayers && !stop.stop_requested(); ++numFinished) {
            for (std::size_t picture = 0; picture < script.picturesPerLayer; ++picture) {
                observer.snapshotPublished(scripted.snapshot(numFinished));
            }
            if (script.holdAfter == numFinished) {
                hold(stop);
                if (stop.stop_requested()) {
                    break;
                }
            }
        }
        {
            const std::lock_guard lock(mutex);
            ++numEnded;
        }
        if (script.failure) {
            throw Error(*script.failure);
        }
        auto last = std::make_shared<AnalysisSnapshot>(*scripted.snapshot(numFinished));
        last->outcome = numFinished == numLayers ? RunOutcome::Completed : RunOutcome::Stopped;
        last->progress.stage = RunStage::Finished;
        observer.snapshotPublished(last);
        return last;
    }

    void hold(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        released.wait(lock, stop, [this] { return isReleased; });
    }

    const FakeScript script;
    const ScriptedRun scripted;
    mutable std::mutex mutex;
    std::condition_variable_any released;
    bool isReleased = false;
    std::size_t numStarted = 0;
    std::size_t numEnded = 0;
    AnalysisRequest lastRequest;
};

FakeRun::FakeRun(FakeScript script)
    : m_state(std::make_shared<State>(std::move(script)))
{
}

FakeRun::Function FakeRun::function() const
{
    return [state = m_state](const AnalysisRequest& request, const std::stop_token& stop,
                             RunObserver& observer) { return state->run(request, stop, observer); };
}

void FakeRun::release()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->isReleased = true;
    m_state->released.notify_all();
}

std::size_t FakeRun::numStarted() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->numStarted;
}

std::size_t FakeRun::numEnded() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->numEnded;
}

AnalysisRequest FakeRun::lastRequest() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->lastRequest;
}

const ScriptedRun& FakeRun::scripted() const
{
    return m_state->scripted;
}

} // namespace bathyscope::test
