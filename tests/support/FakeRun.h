// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/RunObserver.h"
#include "core/support/Error.h"
#include "tests/support/ScriptedRun.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace bathyscope::test {

/// What a fake run does.
struct FakeScript
{
    ScriptedShape shape;
    std::optional<std::size_t> holdAfter =
        std::nullopt; ///< with so many layers finished it waits for release() or a stop
    std::optional<Error> failure = std::nullopt; ///< thrown instead of the end
    std::size_t picturesPerLayer = 1; ///< snapshots between the ends of two layers, to press the mailbox
};

/// A run that computes nothing: it publishes the snapshots of a ScriptedRun, obeys stops, and can be held so
/// that tests meet it in mid-run. Copies of its function share its state. Thread-safe.
class FakeRun
{
public:
    using Function = std::function<std::shared_ptr<const AnalysisSnapshot>(
        const AnalysisRequest&, const std::stop_token&, RunObserver&)>;

    explicit FakeRun(FakeScript script = {});

    /// What AnalysisController and MainWindow are given to run.
    [[nodiscard]] Function function() const;

    /// Lets held runs go on, now and later.
    void release();

    [[nodiscard]] std::size_t numStarted() const;
    [[nodiscard]] std::size_t numEnded() const;
    [[nodiscard]] AnalysisRequest lastRequest() const;
    [[nodiscard]] const ScriptedRun& scripted() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace bathyscope::test
