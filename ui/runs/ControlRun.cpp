// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/ControlRun.h"

#include "core/findings/Findings.h"

#include <utility>

namespace bathyscope::ui {

ControlRun::ControlRun(RunFunction run, QObject* parent)
    : QObject(parent)
    , m_controller(std::move(run))
    , m_comparing(
          [this](Finding finding) {
              m_state.finding = std::move(finding);
              publish();
          },
          [this](const RunFailure& failure) {
              m_state.failure = failure;
              publish();
          })
{
    connect(&m_controller, &AnalysisController::snapshotChanged, this, [this] {
        if (m_state.isRunning) {
            m_state.snapshot = m_controller.snapshot();
            publish();
        }
    });
    connect(&m_controller, &AnalysisController::runFinished, this, &ControlRun::finish);
    connect(&m_controller, &AnalysisController::runFailed, this, [this](const RunFailure& failure) {
        if (std::exchange(m_state.isRunning, false)) {
            m_state.failure = failure;
        }
        publish();
    });
    m_state.obstacle = obstacle();
}

void ControlRun::expectRun(AnalysisRequest request)
{
    m_request = std::move(request);
    m_run = nullptr;
    drop();
}

void ControlRun::setRun(std::shared_ptr<const AnalysisSnapshot> run)
{
    m_run = std::move(run);
    publish();
}

void ControlRun::forgetRun()
{
    m_request = std::nullopt;
    m_run = nullptr;
    drop();
}

void ControlRun::setOthersBusy(bool areBusy)
{
    if (m_areOthersBusy != areBusy) {
        m_areOthersBusy = areBusy;
        publish();
    }
}

void ControlRun::start()
{
    if (m_controller.isRunning() || !obstacle().isEmpty()) {
        return;
    }
    AnalysisRequest request = *m_request;
    request.hasRandomWeights = true;
    request.isProbed = false;
    request.journal.clear();
    m_comparing.cancel();
    m_state = {};
    m_state.isRunning = true;
    m_controller.start(std::move(request)); // which publishes
}

void ControlRun::cancel()
{
    m_controller.stop();
}

bool ControlRun::isComputing() const
{
    return m_controller.isRunning();
}

const ControlState& ControlRun::state() const
{
    return m_state;
}

void ControlRun::drop()
{
    m_controller.stop();
    m_comparing.cancel();
    m_state = {};
    publish();
}

void ControlRun::finish()
{
    if (std::exchange(m_state.isRunning, false)) { // else it has been dropped
        const auto control = m_controller.snapshot();
        m_state.wasCancelled = control->outcome != RunOutcome::Completed;
        m_state.snapshot = m_state.wasCancelled ? nullptr : control;
        if (!m_state.wasCancelled) {
            m_comparing.start([run = m_run, control](const std::stop_token& /*stop*/) {
                return controlFinding(*run, *control);
            });
        }
    }
    publish();
}

void ControlRun::publish()
{
    m_state.obstacle = obstacle();
    emit changed();
}

QString ControlRun::obstacle() const
{
    if (!m_request) {
        return tr("The control repeats a run of this session: press Run first.");
    }
    if (!m_run || m_run->outcome != RunOutcome::Completed) {
        return tr("The control is compared with a complete run: let the run come to its end first.");
    }
    if (m_controller.isRunning() && !m_state.isRunning) {
        return tr("The control of the run before is being stopped.");
    }
    if (m_areOthersBusy && !m_state.isRunning) {
        return tr("Another run is going on: the control can be run when that has ended.");
    }
    return {};
}

} // namespace bathyscope::ui
