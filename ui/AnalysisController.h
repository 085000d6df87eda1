// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunObserver.h"
#include "core/support/Error.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

namespace bathyscope::ui {

/// Why a run failed: a kind for the translated headline and the English detail.
struct RunFailure
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
};

/// What runs: core's runAnalysis, or a scripted one in tests.
using RunFunction = std::function<std::shared_ptr<const AnalysisSnapshot>(
    const AnalysisRequest&, const std::stop_token&, RunObserver&)>;

/// GUI thread: owns the worker thread, starts and stops runs, keeps the latest snapshot. Messages of a run
/// that is no longer the current one are dropped. The destructor requests a stop and waits.
class AnalysisController final : public QObject
{
    Q_OBJECT

public:
    explicit AnalysisController(RunFunction run, QObject* parent = nullptr);
    ~AnalysisController() override;

    /// Starts a run; the previous snapshot is forgotten. Must not be called while one is running.
    void start(AnalysisRequest request);

    /// Asks the run to stop; runFinished follows within 200 ms.
    void stop();

    /// Shows a run read from a file as the latest snapshot. Not while one is running.
    void show(std::shared_ptr<const AnalysisSnapshot> finished);

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> snapshot() const; ///< null before the first

signals:
    void runStarted();
    void snapshotChanged();
    void runFinished(); ///< completed or stopped; snapshot() says which
    void runFailed(const bathyscope::ui::RunFailure& failure);

private:
    struct Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace bathyscope::ui
