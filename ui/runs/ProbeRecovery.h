// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/NeuronProbe.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/runs/RunFailure.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace bathyscope::ui {

/// How it stands with the activations of a run that are not at hand.
struct ProbeRecoveryState
{
    std::shared_ptr<const NeuronProbe> probe; ///< recomputed; layers become available in it; null: none yet
    bool isRunning = false;
    double fraction = 0; ///< 0 … 1 while it is running
    std::optional<RunFailure> failure; ///< of the last attempt
    bool isBlocked = false; ///< a run is going on, or another recovery
};

/// Recomputes what NeuronProbe needs, for runs whose scratch file is gone or never was: of run files, and
/// where the disk was full. One at a time, on the pool; what has been recomputed stays as long as its run is
/// open. GUI thread.
class ProbeRecovery final : public QObject
{
    Q_OBJECT

public:
    /// Models that are known by name are looked for with the program's `resources`.
    explicit ProbeRecovery(std::filesystem::path resources, QObject* parent = nullptr);
    ~ProbeRecovery() override;

    [[nodiscard]] ProbeRecoveryState stateOf(const std::shared_ptr<const RunInfo>& run) const;

    /// Reads the run's model again: from `folder`, or from where its name says. Does nothing while blocked.
    void start(const AnalysisSnapshot& run, const std::filesystem::path& folder);
    void cancel(); ///< finished layers stay

    void setBlocked(bool isBlocked); ///< a run is going on: both would compete for the cores

signals:
    void changed();

private:
    /// What the pool and the GUI thread share.
    struct Progress
    {
        std::atomic<double> fraction = 0;
        std::atomic<std::shared_ptr<const NeuronProbe>> probe;
    };
    struct Recovered
    {
        std::weak_ptr<const RunInfo> run;
        std::shared_ptr<const NeuronProbe> probe;
        std::optional<RunFailure> failure;
    };

    [[nodiscard]] Recovered& entryOf(const std::shared_ptr<const RunInfo>& run);
    void finish(std::optional<RunFailure> failure);

    std::filesystem::path m_resources;
    std::vector<Recovered> m_recovered;
    std::shared_ptr<const RunInfo> m_current; ///< whose recovery is running; null: none
    std::shared_ptr<Progress> m_progress;
    bool m_isBlocked = false;
    QTimer m_poll; ///< looks at the progress
    BackgroundJob<std::shared_ptr<const NeuronProbe>> m_job;
};

} // namespace bathyscope::ui
