// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/ConsoleProgress.h"

#include "app/commands/NumberText.h"
#include "app/commands/StandardStreams.h"
#include "core/support/Logging.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unistd.h>
#include <utility>

namespace bathyscope::app {

namespace {

constexpr const char* clearLine = "\r\033[K";

std::string progressDetail(const AnalysisSnapshot& snapshot)
{
    const RunProgress& progress = snapshot.progress;
    if (progress.stage == RunStage::Preparing) {
        return "reading the model and the text";
    }
    std::string text = fmt::format(
        "layer {} of {}", std::min(progress.layersDone + 1, snapshot.layers.size()), snapshot.layers.size());
    if (progress.tokensPerSecond > 0) {
        text += fmt::format(", {:.0f} tokens/s", progress.tokensPerSecond);
    }
    if (progress.remaining.count() >= 0) {
        text += fmt::format(", {:.0f} s left", progress.remaining.count());
    }
    return text + fmt::format(", {:.0f} MB", static_cast<double>(progress.residentBytes) / 1e6);
}

std::string layerText(const LayerSummary& layer)
{
    std::string text = std::isnan(layer.rMedian)
        ? std::string("no r")
        : fmt::format("median r {}, quartiles {} to {}", signedText(layer.rMedian),
                      signedText(layer.rLowerQuartile), signedText(layer.rUpperQuartile));
    if (layer.numNonFinite > 0) {
        text += fmt::format("; not finite: {} of {}", layer.numNonFinite, layer.numNeurons);
    }
    return text;
}

} // namespace

ConsoleProgress::ConsoleProgress(bool isQuiet)
    : m_isQuiet(isQuiet)
    , m_isTerminal(isatty(STDERR_FILENO) == 1)
{
    if (m_isQuiet) {
        return;
    }
    m_warnings = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    m_warnings->set_level(spdlog::level::warn);
    m_warnings->set_pattern((m_isTerminal ? std::string(clearLine) : std::string()) + "bathyscope: %l: %v");
    addLogSink(m_warnings);
}

ConsoleProgress::~ConsoleProgress()
{
    clearBar();
    if (m_warnings) {
        removeLogSink(m_warnings);
    }
}

void ConsoleProgress::showBar(double fraction, const std::string& detail)
{
    if (m_isQuiet || !m_isTerminal) {
        return;
    }
    constexpr std::size_t width = 24;
    const double clamped = std::clamp(fraction, 0.0, 1.0);
    const auto filled = static_cast<std::size_t>(clamped * static_cast<double>(width));
    const std::string bar = fmt::format("{}[{:-<{}}] {:3.0f} %  {}", clearLine, std::string(filled, '#'),
                                        width, 100 * clamped, visibleText(detail, maxNameBytes));
    std::fputs(bar.c_str(), stderr);
    m_hasBar = true;
}

void ConsoleProgress::showStep(const std::string& sentence) const
{
    if (!m_isQuiet && !m_isTerminal) {
        complain(sentence);
    }
}

void ConsoleProgress::showResult(const std::string& sentence)
{
    clearBar();
    if (!m_isQuiet) {
        complain(sentence);
    }
}

void ConsoleProgress::clearBar()
{
    if (m_hasBar) {
        std::fputs(clearLine, stderr);
        m_hasBar = false;
    }
}

RunReporter::RunReporter(ConsoleProgress& console)
    : m_console(console)
{
}

void RunReporter::snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot)
{
    for (; m_numReported < snapshot->layers.size() && snapshot->layers[m_numReported]; ++m_numReported) {
        m_console.showStep(fmt::format("layer {} ({} of {}): {}", m_numReported, m_numReported + 1,
                                       snapshot->layers.size(), layerText(*snapshot->layers[m_numReported])));
    }
    m_console.showBar(snapshot->progress.fraction, progressDetail(*snapshot));
    m_latest = std::move(snapshot);
}

const std::shared_ptr<const AnalysisSnapshot>& RunReporter::latest() const
{
    return m_latest;
}

} // namespace bathyscope::app
