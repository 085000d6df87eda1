// SPDX-License-Identifier: GPL-3.0-or-later
// How the Neurons view feels at 1.3B's size, 8,192 neurons of d_model 2,048 on 8,192 tokens: milliseconds of
// the table (first paint, sort, filter, scrolling) and from a click to the redrawn plots, tokens and text.
// Prints; not a test.
#include "core/analysis/NeuronPortrait.h"
#include "core/analysis/NeuronProbe.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "core/statistics/NeuronFilter.h"
#include "core/support/RandomGenerator.h"
#include "core/support/Resources.h"
#include "core/text/Corpus.h"
#include "core/text/TokenTexts.h"
#include "tests/support/ScriptedRun.h"
#include "ui/neurons/NeuronTable.h"
#include "ui/neurons/NeuronTableModel.h"
#include "ui/neurons/NeuronsView.h"
#include "ui/runs/SelectionState.h"
#include "ui/tokens/RunTokenizer.h"

#include <fmt/format.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace bathyscope;
using namespace bathyscope::ui;

namespace fs = std::filesystem;

constexpr std::size_t numTokens = 8192;
constexpr std::size_t numNeurons = 8192;
constexpr std::size_t hiddenSize = 2048;
constexpr int numRounds = 31;

/// Median and greatest of some times in milliseconds.
class Times
{
public:
    template <typename Action>
    void measure(Action&& action)
    {
        QElapsedTimer timer;
        timer.start();
        action();
        m_times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }

    void print(const std::string& name)
    {
        std::ranges::sort(m_times);
        fmt::print("{:<44} {:8.2f} {:8.2f}\n", name, m_times[m_times.size() / 2], m_times.back());
    }

private:
    std::vector<double> m_times;
};

std::vector<float> someValues(std::size_t count, std::uint64_t seed)
{
    RandomGenerator random(seed);
    std::vector<float> values(count);
    for (float& value : values) {
        value = static_cast<float>(random.uniform() - 0.5);
    }
    return values;
}

/// A model of one layer that has the weights of c_fc and no others.
std::shared_ptr<const Checkpoint> writeCheckpoint(const fs::path& folder, const std::string& config)
{
    std::ofstream(folder / "config.json") << config;
    const auto rows = static_cast<std::int64_t>(numNeurons);
    const std::vector<TensorPlan> plan {
        {"h.0.mlp.c_fc.weight", DType::F32, {rows, static_cast<std::int64_t>(hiddenSize)}},
        {"h.0.mlp.c_fc.bias", DType::F32, {rows}}};
    SafetensorsWriter writer(folder / "model.safetensors", plan, {});
    writer.append(std::span<const float>(someValues(numNeurons * hiddenSize, 1)));
    writer.append(std::span<const float>(someValues(numNeurons, 2)));
    writer.commit();
    return Checkpoint::open(folder);
}

fs::path tokenizerFolder()
{
    return resourcesFolder() / "sample-models" / "sample-12";
}

/// The sample text, over and over.
std::vector<TokenId> someTokens(const Tokenizer& tokenizer)
{
    const std::vector<TokenId> once =
        tokenizer.encode(readDocument(resourcesFolder() / "sample-text.txt").text);
    std::vector<TokenId> tokens;
    while (tokens.size() < numTokens) {
        tokens.insert(tokens.end(), once.begin(), once.end());
    }
    tokens.resize(numTokens);
    return tokens;
}

/// A made-up run of one layer that can be probed, on a text in words.
std::shared_ptr<const AnalysisSnapshot> makeRun(const fs::path& folder)
{
    const test::ScriptedRun scripted(
        {.modelName = "made-up", .numLayers = 1, .numNeurons = numNeurons, .numTokens = numTokens});
    auto run = std::make_shared<AnalysisSnapshot>(*scripted.finished());
    auto info = std::make_shared<RunInfo>(*run->info);
    const auto tokenizer =
        Tokenizer::load(tokenizerFolder() / "vocab.json", tokenizerFolder() / "merges.txt");
    info->windows = TokenWindows::cut(someTokens(*tokenizer), info->windowLength);
    info->features = std::make_shared<const TokenFeatures>(makeTokenFeatures(info->windows, *tokenizer));
    run->info = std::move(info);
    const auto checkpoint = writeCheckpoint(folder, run->info->config.json);
    const auto store = std::make_shared<ActivationStore>(
        ActivationStorePlan {.numLayers = 1, .numTokens = numTokens, .width = hiddenSize}, folder);
    store->keep(0, 0, someValues(numTokens * hiddenSize, 3));
    run->probe = std::make_shared<const NeuronProbe>(checkpoint, store, HookPoint::MlpPre);
    return run;
}

void measureFilter(const LayerSummary& layer)
{
    const std::vector<std::pair<std::string, std::string>> expressions {
        {"r < -0.2 and q < 0.05", "r < -0.2 and q < 0.05"},
        {"abs(r) > 0.3 or not (mean > 0)", "abs(r) > 0.3 or not (mean > 0)"},
        {"a megabyte of brackets (refused)", std::string(1'000'000, '(')},
        {"nested (refused)", std::string(999, '(')},
        {"1,000 bytes: a chain",
         [] {
             std::string chain;
             for (int i = 0; i < 499; ++i) {
                 chain += "r<";
             }
             return chain + "1";
         }()},
        {"1,000 bytes: divisions",
         [] {
             std::string sum = "1>0";
             for (int i = 0; i < 498; ++i) {
                 sum += "/r";
             }
             return sum;
         }()},
    };
    for (const auto& [name, expression] : expressions) {
        Times times;
        for (int round = 0; round < numRounds; ++round) {
            times.measure([&layer, &text = expression] {
                const auto filter = NeuronFilter::parse(text);
                if (const auto* parsed = std::get_if<NeuronFilter>(&filter)) {
                    (void)parsed->matches(layer);
                }
            });
        }
        times.print("filter: " + name);
    }
}

void measureTable(const std::shared_ptr<const LayerSummary>& layer)
{
    NeuronTable table;
    table.resize(620, 420);
    Times first;
    first.measure([&] {
        table.neurons().setLayer(layer);
        table.show();
        (void)table.grab();
    });
    first.print("table: first paint of 8,192 rows");

    Times sorting;
    for (int round = 0; round < numRounds; ++round) {
        sorting.measure([&] {
            table.sortByColumn(1 + round % NeuronTableModel::dipColumn(),
                               round % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            (void)table.grab();
        });
    }
    sorting.print("table: sort and paint");

    Times listing;
    for (int round = 0; round < numRounds; ++round) {
        const std::string expression = fmt::format("r < {}", 0.01 * round - 0.1);
        listing.measure([&] {
            table.neurons().setListing({.filter = std::get<NeuronFilter>(NeuronFilter::parse(expression))});
            (void)table.grab();
        });
    }
    listing.print("table: filter and paint");
    table.neurons().setListing({.filter = std::nullopt});

    Times frames;
    QScrollBar* bar = table.verticalScrollBar();
    for (int frame = 0; frame < 300; ++frame) {
        frames.measure([&] {
            bar->setValue(frame * bar->maximum() / 300);
            (void)table.grab();
        });
    }
    frames.print("table: a frame while scrolling");
}

void measurePortrait(const AnalysisSnapshot& run)
{
    Times probing;
    Times portraying;
    for (std::size_t round = 0; round < numRounds; ++round) {
        std::vector<float> values;
        probing.measure([&] { values = run.probe->probe({HookPoint::MlpPre, 0}, round); });
        portraying.measure([&] { (void)portrayNeuron(std::move(values), *run.info); });
    }
    probing.print("probe of one neuron");
    portraying.print("its portrait");
}

void measureClicks(const std::shared_ptr<const AnalysisSnapshot>& run)
{
    SelectionState selection;
    NeuronsView view(selection);
    RunTokenizer tokenizer;
    view.setTokenizer(tokenizer);
    Times words;
    words.measure([&] {
        tokenizer.setRun(run->info, tokenizerFolder());
        (void)QTest::qWaitFor([&] { return tokenizer.textsOf(run->info).tokens != nullptr; }, 10'000);
    });
    words.print("words of 8,192 tokens, off the GUI thread");
    view.resize(1120, 760);
    Times first;
    first.measure([&] {
        view.setSnapshot(run);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        (void)view.grab();
    });
    first.print("view: first paint");

    auto* tabs = view.findChild<QTabWidget*>();
    bool isShown = false;
    QObject::connect(&view, &NeuronsView::portraitShown, &view, [&isShown] { isShown = true; });
    for (int tab = 0; tab < tabs->count(); ++tab) {
        Times clicks;
        tabs->setCurrentIndex(tab);
        for (int round = 0; round < numRounds; ++round) {
            QTest::qWait(60); // a user is no faster, and the throttle is at rest
            isShown = false;
            clicks.measure([&] {
                selection.select({.layer = 0, .neuron = static_cast<std::size_t>(100 * tab + round)});
                (void)QTest::qWaitFor([&isShown] { return isShown; }, 10'000);
                (void)view.grab(); // with the redrawn plot
            });
        }
        clicks.print("view: click to redrawn, " + tabs->tabText(tab).toStdString());
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true); // the user's settings stay untouched
    try {
        const QTemporaryDir folder;
        const auto run = makeRun(folder.path().toStdString());
        fmt::print("{:<44} {:>8} {:>8}\n", "milliseconds", "median", "greatest");
        measureFilter(*run->layers[0]);
        measureTable(run->layers[0]);
        measurePortrait(*run);
        measureClicks(run);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return EXIT_FAILURE;
    }
}
