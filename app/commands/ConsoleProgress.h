// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunObserver.h"

#include <spdlog/common.h>

#include <cstddef>
#include <memory>
#include <string>

namespace bathyscope::app {

/// What a person sees on standard error while a command works: a bar on a terminal, lines elsewhere, and the
/// warnings of all parts of the program. Nothing of it when quiet.
class ConsoleProgress
{
public:
    explicit ConsoleProgress(bool isQuiet);
    ~ConsoleProgress();
    ConsoleProgress(const ConsoleProgress&) = delete;
    ConsoleProgress& operator=(const ConsoleProgress&) = delete;
    ConsoleProgress(ConsoleProgress&&) = delete;
    ConsoleProgress& operator=(ConsoleProgress&&) = delete;

    /// Redraws the bar, `fraction` in 0 … 1; elsewhere than on a terminal nothing.
    void showBar(double fraction, const std::string& detail);

    /// A line that stays, where there is no bar.
    void showStep(const std::string& sentence) const;

    /// A line that stays, after removing the bar.
    void showResult(const std::string& sentence);

private:
    void clearBar();

    bool m_isQuiet;
    bool m_isTerminal;
    bool m_hasBar = false;
    spdlog::sink_ptr m_warnings;
};

/// Shows a run's snapshots: the bar, or a line for every finished layer.
class RunReporter final : public RunObserver
{
public:
    explicit RunReporter(ConsoleProgress& console);
    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) override;

    /// The last one; null before the first.
    [[nodiscard]] const std::shared_ptr<const AnalysisSnapshot>& latest() const;

private:
    ConsoleProgress& m_console;
    std::shared_ptr<const AnalysisSnapshot> m_latest;
    std::size_t m_numReported = 0;
};

} // namespace bathyscope::app
