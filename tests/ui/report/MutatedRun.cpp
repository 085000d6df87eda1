// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/report/MutatedRun.h"

#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "core/files/RunTables.h"
#include "core/support/Error.h"
#include "tests/support/Refusal.h"
#include "tests/support/ScriptedRun.h"
#include "ui/report/ExportPlan.h"
#include "ui/report/HtmlReport.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/ViewRegistry.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <span>

namespace bathyscope::test {

namespace {

using namespace ui;

const std::string prefix = "layer.0.";

/// A stopped run, whose file has tensors that a complete run's has not, too.
std::shared_ptr<const AnalysisSnapshot> makeRun()
{
    constexpr std::size_t numPermutations = 2;
    const ScriptedRun scripted({.numLayers = 3, .numNeurons = 12, .numTokens = 64, .windowLength = 32});
    AnalysisSnapshot run = *scripted.snapshot(2);
    run.outcome = RunOutcome::Stopped;
    auto info = std::make_shared<RunInfo>(*run.info);
    info->numPermutations = numPermutations;
    run.info = info;
    for (auto& layer : run.layers) {
        if (layer) {
            auto continuable = std::make_shared<LayerSummary>(*layer);
            continuable->jackknife.without.assign(continuable->jackknife.numUnits,
                                                  QuantileFunction(numQuantileLevels, 0.25));
            continuable->significance->pPooled.assign(layer->numNeurons, 0.5);
            continuable->significance->permuted =
                std::make_shared<const PermutedDiscoveries>(numPermutations);
            layer = continuable;
        }
    }
    return std::make_shared<const AnalysisSnapshot>(std::move(run));
}

/// What is wrong with the drawings, or empty.
QString draw(const std::vector<PlannedFigure>& figures, const FigureSize& size,
             std::span<const FigureFormat> formats)
{
    for (const PlannedFigure& figure : figures) {
        for (const FigureFormat format : formats) {
            if (drawFigure(figure.data, format, size, {}, {}).isEmpty()) {
                return figure.name + QStringLiteral(" is empty as ") + figureSuffix(format);
            }
        }
    }
    return {};
}

QString report(const HandedOnRuns& runs, const FigureSize& size)
{
    const ReportPlan plan = planReport(runs);
    std::vector<DrawnFigure> drawings;
    for (const PlannedFigure& figure : plan.figures) {
        drawings.push_back(drawFigure(figure.data, FigureFormat::Svg, size, {}, {}));
    }
    return htmlReport(plan, drawings).trimmed().endsWith("</html>")
        ? QString()
        : QStringLiteral("the report does not end");
}

QString tables(const AnalysisSnapshot& run)
{
    for (const std::string_view table : runTableNames()) {
        if (!runTableCsv(run, parseRunTable(table).value(), std::nullopt).ends_with('\n')) {
            return QStringLiteral("a table does not end");
        }
    }
    return {};
}

/// The first that is not empty.
QString firstOf(const std::initializer_list<QString>& problems)
{
    const auto* const found =
        std::ranges::find_if(problems, [](const QString& problem) { return !problem.isEmpty(); });
    return found == problems.end() ? QString() : *found;
}

} // namespace

const std::vector<OddNumber>& oddNumbers()
{
    using Doubles = std::numeric_limits<double>;
    using Integers = std::numeric_limits<std::int64_t>;
    static const std::vector<OddNumber> numbers {
        {"NaN", Doubles::quiet_NaN(), -1},
        {"infinity", Doubles::infinity(), Integers::max()},
        {"-1e308", -1e308, std::int64_t {1} << 53},
        {"the smallest", 5e-324, (std::int64_t {1} << 53) - 1},
        {"one and the next", 1 + Doubles::epsilon(), 1},
        {"minus infinity", -Doubles::infinity(), Integers::min()},
        {"1e308", 1e308, std::int64_t {1} << 62},
        {"minus zero", -0.0, 0},
        {"large", 1e15, std::numeric_limits<std::int32_t>::max()},
    };
    return numbers;
}

MutatedRun::MutatedRun()
    : m_path(m_folder.filePath(QStringLiteral("mutated.safetensors")).toStdString())
    , m_sound(makeRun())
{
    writeRunFile(m_path, *m_sound);
    m_sound = readRunFile(m_path);
    m_parts = partsOf(m_path);
}

std::vector<std::string> MutatedRun::tensors() const
{
    std::vector<std::string> names;
    for (const auto& [name, entry] : m_parts.header.items()) {
        if (name.starts_with(prefix) || name.starts_with("tokens.")) {
            names.push_back(name);
        }
    }
    return names;
}

void MutatedRun::write(const std::string& tensor, const OddNumber& number, Extent extent) const
{
    SafetensorsParts parts = m_parts;
    const auto& entry = parts.header.at(tensor);
    const auto type = entry.at("dtype").get<std::string>();
    std::size_t size = 1;
    for (const auto& dimension : entry.at("shape")) {
        size *= dimension.get<std::size_t>();
    }
    const std::size_t first = extent == Extent::Middle ? size / 2 : extent == Extent::Last ? size - 1 : 0;
    const std::size_t end = extent == Extent::Whole ? size : first + 1;
    for (std::size_t i = first; i < end; ++i) {
        if (type == "F64") {
            parts.set(tensor, i, number.asDouble);
        } else if (type == "I64") {
            parts.set(tensor, i, number.asInteger);
        } else {
            parts.set(tensor, i, static_cast<std::int32_t>(number.asInteger));
        }
    }
    writeBytes(m_path, parts.bytes());
}

QString MutatedRun::outcome(const std::string& tensor, const FigureSize& size) const
{
    std::shared_ptr<const AnalysisSnapshot> run;
    const std::optional<Refusal> refused = refusalOf([&] { run = readRunFile(m_path); });
    if (refused) {
        const std::string& sentence = refused->message;
        const bool isOneSentence = sentence.ends_with(".") && sentence.find('\n') == std::string::npos;
        const std::string statistic = tensor.starts_with(prefix) ? tensor.substr(prefix.size()) : tensor;
        const bool names = missingWord(sentence, m_path.string() + "|" + statistic).empty();
        return refused->kind == ErrorKind::BadFormat && isOneSentence && names
            ? QString()
            : QString::fromStdString(sentence);
    }
    ++m_numDrawn;
    constexpr std::array formats {FigureFormat::Png};
    return firstOf(
        {tables(*run), report({run}, size), draw(planFigures({run, m_sound}, size), size, formats)});
}

QString MutatedRun::outcomeInEveryFormat(const FigureSize& size) const
{
    std::shared_ptr<const AnalysisSnapshot> run;
    if (refusalOf([&] { run = readRunFile(m_path); })) {
        return {};
    }
    constexpr std::array formats {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf};
    return firstOf({draw(planFigures({run}, size), size, formats),
                    draw(planFigures({run, m_sound}, size), size, formats), report({run, m_sound}, size)});
}

void MutatedRun::showViews() const
{
    std::shared_ptr<const AnalysisSnapshot> run;
    if (refusalOf([&] { run = readRunFile(m_path); })) {
        return;
    }
    for (const ViewInfo& info : viewRegistry()) {
        SelectionState selection;
        const std::unique_ptr<SnapshotView> view(info.create(selection, nullptr));
        view->resize(900, 700);
        view->setSnapshot(run);
        view->setCompared(ComparedRuns {run, m_sound});
        view->show();
        view->grab();
    }
}

std::size_t MutatedRun::numDrawn() const
{
    return m_numDrawn;
}

} // namespace bathyscope::test
