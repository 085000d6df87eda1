// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/AnalysisController.h"

#include <QSignalSpy>

#include <functional>
#include <optional>

namespace bathyscope::test {

/// Waits for what a controller does, with the event loop running and never longer than a few seconds. Make it
/// before the run is started.
class AwaitRun
{
public:
    explicit AwaitRun(ui::AnalysisController& controller);

    /// True once the run has finished (completed or stopped); false on failure or after the time.
    [[nodiscard]] bool finished();

    /// The failure once the run has failed; nothing if it finished or after the time.
    [[nodiscard]] std::optional<ui::RunFailure> failure();

    /// True once so many layers are finished in the controller's snapshot.
    [[nodiscard]] bool layers(std::size_t numFinished);

private:
    [[nodiscard]] bool until(const std::function<bool()>& condition) const;

    ui::AnalysisController& m_controller;
    QSignalSpy m_finished;
    QSignalSpy m_failed;
};

} // namespace bathyscope::test
