// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AwaitRun.h"

#include <QTest>

namespace bathyscope::test {

namespace {

constexpr int patienceMilliseconds = 10'000; // far beyond any fake run, also under a sanitizer

} // namespace

AwaitRun::AwaitRun(ui::AnalysisController& controller)
    : m_controller(controller)
    , m_finished(&controller, &ui::AnalysisController::runFinished)
    , m_failed(&controller, &ui::AnalysisController::runFailed)
{
}

bool AwaitRun::finished()
{
    return until([this] { return !m_finished.isEmpty() || !m_failed.isEmpty(); }) && m_failed.isEmpty();
}

std::optional<ui::RunFailure> AwaitRun::failure()
{
    if (!until([this] { return !m_finished.isEmpty() || !m_failed.isEmpty(); }) || m_failed.isEmpty()) {
        return std::nullopt;
    }
    return m_failed.first().first().value<ui::RunFailure>();
}

bool AwaitRun::layers(std::size_t numFinished)
{
    return until([this, numFinished] {
        const auto snapshot = m_controller.snapshot();
        return snapshot && snapshot->numFinished() >= numFinished;
    });
}

bool AwaitRun::until(const std::function<bool()>& condition) const
{
    return QTest::qWaitFor(condition, patienceMilliseconds);
}

} // namespace bathyscope::test
