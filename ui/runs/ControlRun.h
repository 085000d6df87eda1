// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/Finding.h"
#include "ui/runs/AnalysisController.h"
#include "ui/runs/BackgroundJob.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace bathyscope::ui {

/// What is known of the random-weights control of the run that is shown.
struct ControlState
{
    QString obstacle; ///< why it cannot be run; empty where it can, or has been
    bool isRunning = false;
    bool wasCancelled = false;
    std::shared_ptr<const AnalysisSnapshot> snapshot; ///< of the control; null before it has one
    std::optional<Finding> finding; ///< "learned", once the control has completed
    std::optional<RunFailure> failure;
};

/// The control of a run: the same request with random weights, on a thread of its own, never beside another
/// run. Dropped as soon as another run is shown. GUI thread.
class ControlRun final : public QObject
{
    Q_OBJECT

public:
    explicit ControlRun(RunFunction run, QObject* parent = nullptr);

    /// A run is shown that was asked for so: a control that is going on is stopped, and the next one will be
    /// of this request.
    void expectRun(AnalysisRequest request);

    /// That run has ended; null where it failed.
    void setRun(std::shared_ptr<const AnalysisSnapshot> run);

    /// A run is shown whose request is not known.
    void forgetRun();

    /// Other runs compute or wait for it: none can be started.
    void setOthersBusy(bool areBusy);

    void start(); ///< does nothing while there is an obstacle or one is running
    void cancel();

    [[nodiscard]] const ControlState& state() const;
    [[nodiscard]] bool isComputing() const; ///< one is going on, or is being stopped

signals:
    void changed();

private:
    void drop();
    void finish();
    void publish();
    [[nodiscard]] QString obstacle() const;

    std::optional<AnalysisRequest> m_request; ///< of the run
    std::shared_ptr<const AnalysisSnapshot> m_run; ///< null until it has ended
    bool m_areOthersBusy = false;
    ControlState m_state;
    AnalysisController m_controller;
    BackgroundJob<Finding> m_comparing;
};

} // namespace bathyscope::ui
