// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/ProbeRecovery.h"

#include "core/checkpoint/ModelCatalog.h"
#include "core/run/ProbeRecomputation.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::chrono::milliseconds pollInterval {100};

} // namespace

ProbeRecovery::ProbeRecovery(std::filesystem::path resources, QObject* parent)
    : QObject(parent)
    , m_resources(std::move(resources))
    , m_job([this](const std::shared_ptr<const NeuronProbe>& /*probe*/) { finish(std::nullopt); },
            [this](const RunFailure& failure) { finish(failure); })
{
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, &ProbeRecovery::changed);
}

ProbeRecovery::~ProbeRecovery() = default;

ProbeRecoveryState ProbeRecovery::stateOf(const std::shared_ptr<const RunInfo>& run) const
{
    ProbeRecoveryState state;
    const bool isCurrent = m_current && m_current == run;
    state.isBlocked = m_isBlocked || (m_current && !isCurrent);
    if (isCurrent) {
        state.isRunning = true;
        state.fraction = m_progress->fraction;
        state.probe = m_progress->probe.load();
        return state;
    }
    const auto found = std::ranges::find_if(
        m_recovered, [&run](const Recovered& entry) { return run && entry.run.lock() == run; });
    if (found != m_recovered.end()) {
        state.probe = found->probe;
        state.failure = found->failure;
    }
    return state;
}

void ProbeRecovery::start(const AnalysisSnapshot& run, const std::filesystem::path& folder)
{
    if (m_isBlocked || m_current || !run.info) {
        return;
    }
    m_current = run.info;
    m_progress = std::make_shared<Progress>();
    m_poll.start();
    m_job.start(
        [request =
             ProbeRecomputation {.info = run.info, .weightsSha256 = run.weightsSha256, .modelFolder = folder},
         resources = m_resources, progress = m_progress](const std::stop_token& stop) {
            ProbeRecomputation whole = request;
            if (whole.modelFolder.empty()) {
                whole.modelFolder = resolveModel(whole.info->modelName, resources);
            }
            return recomputeProbe(whole, stop,
                                  {.started = [progress](const auto& probe) { progress->probe = probe; },
                                   .progressed = [progress](double done) { progress->fraction = done; }});
        });
    emit changed();
}

void ProbeRecovery::cancel()
{
    if (m_current) {
        m_job.cancel();
        finish(std::nullopt);
    }
}

void ProbeRecovery::setBlocked(bool isBlocked)
{
    if (std::exchange(m_isBlocked, isBlocked) != isBlocked) {
        emit changed();
    }
}

/// Of an open run; what belongs to closed ones is let go.
ProbeRecovery::Recovered& ProbeRecovery::entryOf(const std::shared_ptr<const RunInfo>& run)
{
    std::erase_if(m_recovered, [](const Recovered& entry) { return entry.run.expired(); });
    const auto found =
        std::ranges::find_if(m_recovered, [&run](const Recovered& entry) { return entry.run.lock() == run; });
    return found != m_recovered.end()
        ? *found
        : m_recovered.emplace_back(Recovered {.run = run, .probe = {}, .failure = {}});
}

void ProbeRecovery::finish(std::optional<RunFailure> failure)
{
    m_poll.stop();
    Recovered& entry = entryOf(m_current);
    entry.failure = std::move(failure);
    if (auto probe = m_progress->probe.load()) {
        entry.probe = std::move(probe);
    }
    m_current = nullptr;
    m_progress = nullptr;
    emit changed();
}

} // namespace bathyscope::ui
