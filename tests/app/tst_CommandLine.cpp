// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"
#include "app/CommandTable.h"
#include "core/files/RunTables.h"
#include "tests/support/TestData.h"
#include "ui/figures/RunPlots.h"

#include <QFile>
#include <QTest>

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::app;

namespace {

Command parse(const std::vector<std::string>& arguments)
{
    return parseCommandLine(arguments);
}

/// The sentence of the refusal; empty where the arguments are accepted.
std::string refusal(const std::vector<std::string>& arguments)
{
    try {
        const Command accepted = parse(arguments);
        return {};
    } catch (const UsageError& error) {
        return error.what();
    }
}

std::string manualPage()
{
    QFile file(QString::fromStdString((test::testData("") / "../../packaging/bathyscope.1").string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace("\\-", "-").toStdString() : std::string();
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void opensTheWindowWithoutArguments();
    void readsEveryOptionOfAnalyze();
    void fillsInTheDefaultsOfAnalyze();
    void readsSourcesOfFrequency();
    void aDryRunNeedsNoPlaceForTheRun();
    void readsEveryOptionOfCapture();
    void readsListsOfLayers_data();
    void readsListsOfLayers();
    void readsPlots();
    void readsSizesOnPaper_data();
    void readsSizesOnPaper();
    void readsTables();
    void readsTokenizeModelsAndInfo();
    void readsReportsAndAllFigures();
    void chooseTheFormatOfAPlot_data();
    void chooseTheFormatOfAPlot();
    void acceptsValuesAfterAnEqualsSignAndStandardStreams();
    void takesEveryArgumentAsBytes();
    void everyCommandCanBeQuiet();
    void explainsItself_data();
    void explainsItself();
    void helpNamesEveryOptionOfItsCommand_data();
    void helpNamesEveryOptionOfItsCommand();
    void helpAndManualPageNameEveryChoice_data();
    void helpAndManualPageNameEveryChoice();
    void manualPageNamesEveryCommandAndOption();
    void refusesWithOneHelpfulSentence_data();
    void refusesWithOneHelpfulSentence();
};

void TestCommandLine::opensTheWindowWithoutArguments()
{
    QVERIFY(std::holds_alternative<WindowOptions>(parse({})));
}

void TestCommandLine::readsEveryOptionOfAnalyze()
{
    const auto options = std::get<AnalyzeOptions>(parse({"analyze",
                                                         "--model",
                                                         "sample-24",
                                                         "--text",
                                                         "a b.txt",
                                                         "--tokens",
                                                         "1000",
                                                         "--field",
                                                         "body",
                                                         "--split-documents",
                                                         "--window",
                                                         "64",
                                                         "--hook",
                                                         "hook_resid_mid",
                                                         "--device",
                                                         "cpu",
                                                         "--precision",
                                                         "auto",
                                                         "--memory",
                                                         "1500M",
                                                         "--permutations",
                                                         "50",
                                                         "--seed",
                                                         "9",
                                                         "--threads",
                                                         "3",
                                                         "--quiet",
                                                         "--out",
                                                         "r.safetensors",
                                                         "--fdr",
                                                         "0.1",
                                                         "--frequency",
                                                         "pile.csv",
                                                         "--no-leading-space",
                                                         "--skip-first",
                                                         "--skip-newlines",
                                                         "--random-weights"}));
    QCOMPARE(options.run.model, std::string("sample-24"));
    QCOMPARE(options.run.textFile.value(), std::string("a b.txt"));
    QVERIFY(!options.run.idsFile);
    QCOMPARE(options.run.maxTokens, std::size_t {1000});
    QVERIFY(options.run.windowLength == std::size_t {64});
    QCOMPARE(options.run.textField, std::optional(std::string("body")));
    QVERIFY(options.run.splitsDocuments);
    QCOMPARE(options.run.hook, HookPoint::ResidMid);
    QCOMPARE(options.run.device, DeviceChoice::Cpu);
    QCOMPARE(options.run.precision, PrecisionChoice::Auto);
    QCOMPARE(options.run.memoryBytes, std::uint64_t {1'500'000'000});
    QCOMPARE(options.run.numPermutations, std::size_t {50});
    QCOMPARE(options.run.seed, std::uint64_t {9});
    QCOMPARE(options.run.falseDiscoveryRate, 0.1);
    QCOMPARE(options.run.frequency.source, FrequencySource::Table);
    QCOMPARE(options.run.frequency.table, std::filesystem::path("pile.csv"));
    QVERIFY(!options.run.tokenOptions.countsLeadingSpace);
    QVERIFY(options.run.tokenOptions.skipsFirst);
    QVERIFY(options.run.tokenOptions.skipsNewlines);
    QVERIFY(options.run.hasRandomWeights);
    QCOMPARE(options.run.numThreads, std::size_t {3});
    QVERIFY(options.run.isQuiet);
    QCOMPARE(options.out, std::string("r.safetensors"));
}

void TestCommandLine::fillsInTheDefaultsOfAnalyze()
{
    const auto options = std::get<AnalyzeOptions>(parse({"analyze", "--out", "r", "--model", "m"}));
    QVERIFY(!options.run.textFile);
    QVERIFY(!options.run.idsFile);
    QCOMPARE(options.run.maxTokens, std::size_t {8192});
    QCOMPARE(options.run.windowLength,
             std::size_t {0}); // the model's default, which is known once it is open
    QCOMPARE(options.run.hook, HookPoint::MlpPre);
    QCOMPARE(options.run.device, DeviceChoice::Auto);
    QCOMPARE(options.run.numThreads, std::size_t {0});
    QCOMPARE(options.run.falseDiscoveryRate, 0.05);
    QCOMPARE(options.run.frequency, FrequencyChoice {});
    QCOMPARE(options.run.tokenOptions, TokenOptions {});
    QVERIFY(!options.run.hasRandomWeights);
    QVERIFY(!options.run.isQuiet);
    QVERIFY(!options.isDryRun);
}

void TestCommandLine::readsSourcesOfFrequency()
{
    const auto sourceOf = [](const char* name) {
        return std::get<AnalyzeOptions>(parse({"analyze", "--model", "m", "--out", "r", "--frequency", name}))
            .run.frequency.source;
    };
    QCOMPARE(sourceOf("corpus"), FrequencySource::Corpus);
    QCOMPARE(sourceOf("bpe-rank"), FrequencySource::BpeRank);
    QCOMPARE(sourceOf("a folder/counts.csv"), FrequencySource::Table);
}

void TestCommandLine::aDryRunNeedsNoPlaceForTheRun()
{
    const auto options = std::get<AnalyzeOptions>(parse({"analyze", "--model", "m", "--dry-run"}));
    QVERIFY(options.isDryRun);
    QVERIFY(options.out.empty());
    QVERIFY(std::get<AnalyzeOptions>(parse({"analyze", "--model=m", "--dry-run", "--out=r"})).isDryRun);
}

void TestCommandLine::readsEveryOptionOfCapture()
{
    const auto options = std::get<CaptureOptions>(
        parse({"capture", "--model", "m", "--ids", "i.json", "--hook", "mlp.c_fc", "--layers", "2,0",
               "--tokens", "10", "--window", "5", "--half", "--out", "a"}));
    QCOMPARE(options.run.idsFile.value(), std::string("i.json"));
    QCOMPARE(options.run.hook, HookPoint::MlpPre);
    QCOMPARE(options.layers, (std::vector<std::size_t> {0, 2}));
    QCOMPARE(options.run.maxTokens, std::size_t {10});
    QVERIFY(options.run.windowLength == std::size_t {5});
    QVERIFY(options.halfPrecision);
}

void TestCommandLine::readsListsOfLayers_data()
{
    QTest::addColumn<std::string>("list");
    QTest::addColumn<std::vector<std::size_t>>("layers");
    QTest::newRow("one") << std::string("7") << std::vector<std::size_t> {7};
    QTest::newRow("range") << std::string("0,5-7") << std::vector<std::size_t> {0, 5, 6, 7};
    QTest::newRow("overlap and any order")
        << std::string("6-7,1,5-6") << std::vector<std::size_t> {1, 5, 6, 7};
    QTest::newRow("range of one") << std::string("3-3") << std::vector<std::size_t> {3};
}

void TestCommandLine::readsListsOfLayers()
{
    QFETCH(const std::string, list);
    QFETCH(const std::vector<std::size_t>, layers);
    const auto options = std::get<CaptureOptions>(
        parse({"capture", "--model", "m", "--text", "t", "--layers", list, "--out", "a"}));
    QCOMPARE(options.layers, layers);
}

void TestCommandLine::readsPlots()
{
    const auto options =
        std::get<ExportPlotOptions>(parse({"export", "run.safetensors", "--plot", "heatmap", "--layer", "3",
                                           "--size", "640x480", "--out", "h.svg"}));
    QCOMPARE(options.run, std::string("run.safetensors"));
    QCOMPARE(options.plot, std::string("heatmap"));
    QCOMPARE(options.layer.value(), std::size_t {3});
    QCOMPARE(options.size, ui::FigureSize::ofPixels({640, 480}));
    QCOMPARE(options.out, std::string("h.svg"));

    const auto defaults =
        std::get<ExportPlotOptions>(parse({"export", "--plot", "density", "--out", "d.pdf", "r"}));
    QVERIFY(!defaults.layer);
    QCOMPARE(defaults.size, ui::FigureSize::ofPixels({1200, 800}));
}

void TestCommandLine::readsSizesOnPaper_data()
{
    QTest::addColumn<std::vector<std::string>>("options");
    QTest::addColumn<QSizeF>("millimetres"); // height 0: what suits the figure
    QTest::addColumn<double>("dots");
    QTest::addColumn<double>("text"); // points
    using Words = std::vector<std::string>;
    const auto row = [](const char* name, const Words& words, QSizeF millimetres, double dots, double text) {
        QTest::addRow("%s", name) << words << millimetres << dots << text;
    };
    row("millimetres", {"--size", "85x60mm"}, {85, 60}, 300, 7);
    row("wide", {"--size", "175.5x120mm"}, {175.5, 120}, 300, 8);
    row("without a height", {"--size", "85mm"}, {85, 0}, 300, 7);
    row("centimetres", {"--size", "8.5x6cm"}, {85, 60}, 300, 7);
    row("inches", {"--size", "3.25x2in"}, {82.55, 50.8}, 300, 7);
    row("dots and text", {"--size", "85mm", "--dpi", "600", "--font-size", "8.5"}, {85, 0}, 600, 8.5);
    row("single column", {"--size", "single"}, {85, 0}, 300, 7);
    row("double column", {"--size", "double", "--dpi", "1200"}, {180, 0}, 1200, 8);
    row("slide", {"--size", "slide"}, {1920 * 25.4 / 144, 1080 * 25.4 / 144}, 144, 18);
    row("pixels", {"--size", "1920x1080px", "--dpi", "144", "--font-size", "18"},
        {1920 * 25.4 / 144, 1080 * 25.4 / 144}, 144, 18);
    row("pixels of the screen", {"--size", "640x480", "--font-size", "9"}, {640 * 25.4 / 96, 127}, 96, 9);
}

void TestCommandLine::readsSizesOnPaper()
{
    QFETCH(const std::vector<std::string>, options);
    QFETCH(const QSizeF, millimetres);
    QFETCH(const double, dots);
    QFETCH(const double, text);
    std::vector<std::string> words {"export", "r", "--plot", "density", "--out", "d.png"};
    words.insert(words.end(), options.begin(), options.end());
    const ui::FigureSize size = std::get<ExportPlotOptions>(parseCommandLine(words)).size;
    QVERIFY(std::abs(size.millimetres().width() - millimetres.width()) < 1e-9);
    QVERIFY(std::abs(size.millimetres().height() - millimetres.height()) < 1e-9);
    QCOMPARE(size.dotsPerInch, dots);
    QCOMPARE(size.textPoints, text);
}

void TestCommandLine::readsTables()
{
    const auto options = std::get<ExportTableOptions>(
        parse({"export", "-", "--table", "neurons", "--layer", "0", "--out", "-"}));
    QCOMPARE(options.run, std::string("-"));
    QCOMPARE(options.table, RunTable::Neurons);
    QCOMPARE(options.layer.value(), std::size_t {0});
    QCOMPARE(options.out, std::string("-"));
}

void TestCommandLine::readsTokenizeModelsAndInfo()
{
    const auto tokenize =
        std::get<TokenizeOptions>(parse({"tokenize", "--model", "m", "--text", "-", "--json"}));
    QCOMPARE(tokenize.textFile, std::string("-"));
    QVERIFY(tokenize.asJson);
    QVERIFY(std::holds_alternative<ModelsOptions>(parse({"models"})));
    const auto fetch = std::get<FetchOptions>(parse({"fetch", "org/name@v1", "--quiet"}));
    QCOMPARE(fetch.model, std::string("org/name@v1"));
    QVERIFY(fetch.isQuiet);
    const auto comparison = std::get<CompareOptions>(parse({"compare", "a", "b", "--out", "c.json"}));
    QCOMPARE(comparison.first, std::string("a"));
    QCOMPARE(comparison.second, std::string("b"));
    QCOMPARE(comparison.out, std::string("c.json"));
    QCOMPARE(comparison.plot, std::string());
    const auto picture = std::get<CompareOptions>(
        parse({"compare", "a", "b", "--plot", "distance", "--size", "640x480", "--out", "c.svg"}));
    QCOMPARE(picture.plot, std::string("distance"));
    QCOMPARE(picture.size.pixels(), QSize(640, 480));
    QCOMPARE(picture.out, std::string("c.svg"));
    QCOMPARE(std::get<InfoOptions>(parse({"info", "sample-12"})).subject, std::string("sample-12"));
}

void TestCommandLine::readsReportsAndAllFigures()
{
    using Runs = std::vector<std::string>;
    const auto one = std::get<ReportOptions>(parse({"report", "a", "--out", "r.html"}));
    QCOMPARE(one.runs, Runs {"a"});
    QCOMPARE(one.out, std::string("r.html"));
    QCOMPARE(std::get<ReportOptions>(parse({"report", "a", "-", "--out", "-"})).runs, (Runs {"a", "-"}));
    const auto figures =
        std::get<ExportFiguresOptions>(parse({"export", "a", "--all-figures", "--out", "f"}));
    QCOMPARE(figures.runs, Runs {"a"});
    QCOMPARE(figures.format, std::string("png"));
    QCOMPARE(figures.size.pixels(), QSize(1200, 800));
    QCOMPARE(figures.out, std::string("f"));
    const auto both = std::get<ExportFiguresOptions>(
        parse({"compare", "a", "b", "--all-figures", "--format", "svg", "--size", "640x480", "--out", "f"}));
    QCOMPARE(both.runs, (Runs {"a", "b"}));
    QCOMPARE(both.format, std::string("svg"));
    QCOMPARE(both.size.pixels(), QSize(640, 480));
}

void TestCommandLine::chooseTheFormatOfAPlot_data()
{
    QTest::addColumn<std::vector<std::string>>("arguments");
    QTest::addColumn<std::string>("format");
    using Words = std::vector<std::string>;
    const auto row = [](const char* name, const Words& arguments, const char* format) {
        QTest::newRow(name) << arguments << std::string(format);
    };
    row("suffix", {"--out", "p.svg"}, "svg");
    row("suffix in capitals", {"--out", "P.PDF"}, "pdf");
    row("suffix and format alike", {"--out", "p.pdf", "--format", "pdf"}, "pdf");
    row("standard output", {"--out", "-"}, "png");
    row("standard output as asked", {"--out", "-", "--format", "svg"}, "svg");
    row("no suffix, as asked", {"--out", "/dev/stdout", "--format", "pdf"}, "pdf");
}

void TestCommandLine::chooseTheFormatOfAPlot()
{
    QFETCH(const std::vector<std::string>, arguments);
    QFETCH(const std::string, format);
    std::vector<std::string> plot {"export", "r", "--plot", "zones"};
    plot.insert(plot.end(), arguments.begin(), arguments.end());
    const auto exported = std::get<ExportPlotOptions>(parse(plot));
    QCOMPARE(exported.format, format);
    QCOMPARE(exported.out, arguments[1]);
    std::vector<std::string> comparison {"compare", "a", "b", "--plot", "zones"};
    comparison.insert(comparison.end(), arguments.begin(), arguments.end());
    QCOMPARE(std::get<CompareOptions>(parse(comparison)).format, format);
}

/// Names of files are bytes: nothing that Qt or a locale makes of them.
void TestCommandLine::takesEveryArgumentAsBytes()
{
    const std::string bytes = "caf\xE9 \xFF\xFE.csv";
    const auto options =
        std::get<AnalyzeOptions>(parse({"analyze", "--model", bytes, "--text=" + bytes, "--out", bytes,
                                        "--frequency", bytes, "-field", bytes}));
    QCOMPARE(options.run.model, bytes);
    QCOMPARE(options.run.textFile.value(), bytes);
    QCOMPARE(options.run.textField.value(), bytes);
    QCOMPARE(options.run.frequency.table.native(), bytes);
    QCOMPARE(options.out, bytes);
    QCOMPARE(std::get<InfoOptions>(parse({"info", "--", "--" + bytes})).subject, "--" + bytes);
    QCOMPARE(std::get<ReportOptions>(parse({"report", bytes, "e\xCC\x81", "--out", "r"})).runs,
             (std::vector<std::string> {bytes, "e\xCC\x81"}));
}

void TestCommandLine::everyCommandCanBeQuiet()
{
    const auto isQuiet = [](const std::vector<std::string>& arguments) {
        return std::visit(
            [](const auto& options) {
                using Options = std::decay_t<decltype(options)>;
                if constexpr (requires { options.run.isQuiet; }) {
                    return options.run.isQuiet;
                } else if constexpr (requires { options.isQuiet; }) {
                    return options.isQuiet;
                } else {
                    static_assert(
                        std::is_same_v<Options, WindowOptions> || std::is_same_v<Options, PrintOptions>);
                    return false;
                }
            },
            parse(arguments));
    };
    using Words = std::vector<std::string>;
    for (const Words& command : {Words {"analyze", "--model", "m", "--out", "r"},
                                 {"export", "r", "--plot", "zones", "--out", "-"},
                                 {"export", "r", "--table", "layers", "--out", "-"},
                                 {"export", "r", "--all-figures", "--out", "f"},
                                 {"compare", "a", "b"},
                                 {"compare", "a", "b", "--all-figures", "--out", "f"},
                                 {"report", "r", "--out", "-"},
                                 {"capture", "--model", "m", "--text", "t", "--out", "a"},
                                 {"tokenize", "--model", "m", "--text", "t"},
                                 {"models"},
                                 {"fetch", "gpt-neo-125m"},
                                 {"info", "r"}}) {
        Words quiet = command;
        quiet.push_back("--quiet");
        QVERIFY2(isQuiet(quiet), command[0].c_str());
        QVERIFY2(!isQuiet(command), command[0].c_str());
    }
}

void TestCommandLine::acceptsValuesAfterAnEqualsSignAndStandardStreams()
{
    const auto options = std::get<AnalyzeOptions>(parse({"analyze", "--model=m", "--text=-", "--out=-"}));
    QCOMPARE(options.run.model, std::string("m"));
    QCOMPARE(options.run.textFile.value(), std::string("-"));
    QCOMPARE(options.out, std::string("-"));
}

void TestCommandLine::explainsItself_data()
{
    QTest::addColumn<std::vector<std::string>>("arguments");
    QTest::addColumn<QString>("expected");
    using Words = std::vector<std::string>;
    QTest::newRow("version") << Words {"--version"} << QStringLiteral("bathyscope 0.");
    QTest::newRow("help") << Words {"--help"} << QStringLiteral("capture    writes the raw activations");
    QTest::newRow("help, short") << Words {"-h"} << QStringLiteral("Exit status: 0 done");
    QTest::newRow("help of a command") << Words {"analyze", "--help"} << QStringLiteral("--window L");
    QTest::newRow("help among wrong arguments")
        << Words {"export", "--nonsense", "--help"} << QStringLiteral("Usage: bathyscope export RUN");
    QTest::newRow("hook points") << Words {"capture", "--help"} << QStringLiteral("hook_resid_post");
}

void TestCommandLine::explainsItself()
{
    QFETCH(const std::vector<std::string>, arguments);
    QFETCH(const QString, expected);
    const QString text = QString::fromStdString(std::get<PrintOptions>(parse(arguments)).text);
    QVERIFY2(text.contains(expected), qPrintable(text));
    QVERIFY(text.endsWith(QLatin1Char('\n')));
}

void TestCommandLine::helpNamesEveryOptionOfItsCommand_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("options");
    // interfaces: what this version has, and nothing of later ones
    QTest::newRow("analyze")
        << QStringLiteral("analyze")
        << QStringLiteral("model text field ids tokens window split-documents hook device precision memory "
                          "threads random-weights permutations fdr seed frequency no-leading-space "
                          "skip-first skip-newlines quiet dry-run out help")
               .split(QLatin1Char(' '));
    QTest::newRow("export") << QStringLiteral("export")
                            << QStringLiteral(
                                   "plot table all-figures layer format size dpi font-size out quiet help")
                                   .split(QLatin1Char(' '));
    QTest::newRow("compare") << QStringLiteral("compare")
                             << QStringLiteral("plot all-figures format size dpi font-size out quiet help")
                                    .split(QLatin1Char(' '));
    QTest::newRow("report") << QStringLiteral("report")
                            << QStringLiteral("out quiet help").split(QLatin1Char(' '));
    QTest::newRow("capture")
        << QStringLiteral("capture")
        << QStringLiteral(
               "model text field ids layers half tokens window split-documents hook device precision memory "
               "threads quiet out help")
               .split(QLatin1Char(' '));
    QTest::newRow("tokenize") << QStringLiteral("tokenize")
                              << QStringLiteral("model text field json quiet help").split(QLatin1Char(' '));
    QTest::newRow("models") << QStringLiteral("models")
                            << QStringLiteral("quiet help").split(QLatin1Char(' '));
    QTest::newRow("fetch") << QStringLiteral("fetch") << QStringLiteral("quiet help").split(QLatin1Char(' '));
    QTest::newRow("info") << QStringLiteral("info") << QStringLiteral("quiet help").split(QLatin1Char(' '));
}

void TestCommandLine::helpNamesEveryOptionOfItsCommand()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, options);
    const QString text =
        QString::fromStdString(std::get<PrintOptions>(parse({command.toStdString(), "--help"})).text);
    QStringList found;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        if (line.startsWith(QStringLiteral("  --"))) {
            found.append(line.mid(4).section(QLatin1Char(' '), 0, 0));
        }
    }
    QCOMPARE(found, options);
}

void TestCommandLine::helpAndManualPageNameEveryChoice_data()
{
    QTest::addColumn<std::string>("command");
    QTest::addColumn<std::string>("choices"); // as usage lines have them
    const auto row = [](const char* name, const char* command, std::span<const std::string_view> choices) {
        std::string alternatives;
        for (const std::string_view choice : choices) {
            alternatives += (alternatives.empty() ? "" : "|") + std::string(choice);
        }
        QTest::newRow(name) << std::string(command) << alternatives;
    };
    row("plots of a run", "export", ui::runPlotNames());
    row("tables of a run", "export", runTableNames());
    row("plots of a comparison", "compare", ui::comparisonPlotNames());
}

void TestCommandLine::helpAndManualPageNameEveryChoice()
{
    QFETCH(const std::string, command);
    QFETCH(const std::string, choices);
    const std::string help = std::get<PrintOptions>(parse({command, "--help"})).text;
    QVERIFY2(help.find(choices) != std::string::npos, help.c_str());
    QVERIFY2(manualPage().find(choices) != std::string::npos, choices.c_str());
}

void TestCommandLine::manualPageNamesEveryCommandAndOption()
{
    const std::string page = manualPage();
    QVERIFY(!page.empty());
    for (const CommandInfo& command : commandTable()) {
        const std::string heading = "\n.B " + std::string(command.name) + "\n";
        QVERIFY2(page.find(heading) != std::string::npos, heading.c_str());
        for (const OptionInfo& option : command.options) {
            const std::string dashed = "--" + std::string(option.name);
            QVERIFY2(page.find(dashed) != std::string::npos, dashed.c_str());
        }
    }
}

void TestCommandLine::refusesWithOneHelpfulSentence_data()
{
    QTest::addColumn<std::vector<std::string>>("arguments");
    QTest::addColumn<QString>("expected");
    using Words = std::vector<std::string>;
    const auto row = [](const char* name, const Words& arguments, const char* expected) {
        QTest::newRow(name) << arguments << QString::fromUtf8(expected);
    };
    const auto analyzeWith = [](const Words& more) {
        Words words {"analyze", "--model", "m", "--out", "r"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };

    row("unknown command", {"analyse"}, "There is no command 'analyse'; did you mean analyze?");
    row("unknown command, nothing near", {"photosynthesis"}, "'bathyscope --help' lists the commands");
    row("unknown option before a command", {"--versoin"}, "did you mean --version?");
    row("command of a later version", {"serve", "gpt-neo-125m"}, "There is no command 'serve'");
    row("unknown option", analyzeWith({"--modle", "x"}), "has no option --modle; did you mean --model?");
    row("option of another command", analyzeWith({"--layers", "1"}), "has no option --layers");
    row("option of a later version", analyzeWith({"--neurons-per-plot"}), "'bathyscope analyze --help'");
    row("no model", {"analyze", "--out", "r"}, "needs --model M: sample-12");
    row("no output", {"analyze", "--model", "m"}, "needs --out RUN");
    row("value missing at the end", {"analyze", "--out", "r", "--model"}, "--model needs a value: --model M");
    row("value missing before an option", {"analyze", "--model", "--out", "r"}, "--model needs a value");
    row("empty value", {"analyze", "--model", "", "--out", "r"}, "--model needs a value");
    row("value for a switch", analyzeWith({"--quiet=1"}), "--quiet takes no value, not even '1'");
    row("given twice", analyzeWith({"--model", "n"}), "--model is given more than once.");
    row("ids and a field", analyzeWith({"--ids", "i", "--field", "f"}), "--ids has no text");
    row("ids split", analyzeWith({"--ids", "i", "--split-documents"}), "--ids has no text");
    row("the web and a field", analyzeWith({"--text", "fineweb", "--field", "f"}), "--field is for files");
    row("the web and a field, tokenized", {"tokenize", "--model", "m", "--text", "FineWeb", "--field", "f"},
        "--field is for files");
    row("text and ids", analyzeWith({"--text", "t", "--ids", "i"}), "exclude each other");
    row("stray argument", analyzeWith({"extra"}), "does not know what to do with 'extra'");
    row("tokens in words", analyzeWith({"--tokens", "many"}),
        "--tokens needs a whole number from 2 to 1000000000, not 'many'.");
    row("one token", analyzeWith({"--tokens", "1"}), "from 2 to");
    row("tokens zero", analyzeWith({"--tokens", "0"}), "not '0'");
    row("tokens negative", analyzeWith({"--tokens", "-5"}), "not '-5'");
    row("tokens fractional", analyzeWith({"--tokens", "1.5"}), "not '1.5'");
    row("tokens beyond 64 bits", analyzeWith({"--tokens", "99999999999999999999999"}), "--tokens needs");
    row("window zero", analyzeWith({"--window", "0"}), "--window needs a whole number");
    row("precision unknown", analyzeWith({"--precision", "float16"}), "float32, auto");
    row("memory without a number", analyzeWith({"--memory", "M"}), "--memory needs bytes");
    row("memory with an unknown letter", analyzeWith({"--memory", "8X"}), "such as 800M, not '8X'");
    row("memory beyond any machine", analyzeWith({"--memory", "99999999T"}), "--memory needs bytes");
    row("memory zero", analyzeWith({"--memory", "0"}), "--memory needs bytes");
    row("one permutation", analyzeWith({"--permutations", "1"}),
        "at least 2 and at most 10000, or 0 for no tests, not '1'");
    row("fdr in words", analyzeWith({"--fdr", "strict"}),
        "--fdr needs a number from 0.001 to 0.25, not 'strict'.");
    row("fdr zero", analyzeWith({"--fdr", "0"}), "not '0'");
    row("fdr too large", analyzeWith({"--fdr", "0.3"}), "not '0.3'");
    row("fdr not a number", analyzeWith({"--fdr", "nan"}), "not 'nan'");
    row("fdr with a comma", analyzeWith({"--fdr", "0,05"}), "not '0,05'");
    row("frequency misspelt", analyzeWith({"--frequency", "bpe-rnak"}), "did you mean bpe-rank?");
    row("frequency of no table", analyzeWith({"--frequency", "counts.txt"}),
        "--frequency is corpus, bpe-rank or a table FILE.csv, not 'counts.txt'");
    row("random weights of a capture",
        {"capture", "--model", "m", "--text", "t", "--out", "a", "--random-weights"},
        "has no option --random-weights");
    row("threads zero", analyzeWith({"--threads", "0"}), "--threads needs a whole number from 1 to 1024");
    row("hook misspelt", analyzeWith({"--hook", "mlp.hook_per"}),
        "not 'mlp.hook_per'; did you mean mlp.hook_pre?");
    row("hook unknown", analyzeWith({"--hook", "attention"}), "ln_final.hook_out");
    row("device misspelt", analyzeWith({"--device", "cpuu"}),
        "--device is auto, cpu or cuda, not 'cpuu'; did you mean cpu?");
    row("capture without text", {"capture", "--model", "m", "--out", "a"}, "needs --text FILE or --ids FILE");
    for (const char* list : {"a", "3-", "-3", "1,,2", "1,", "5-2", "1-2-3", "99999999"}) {
        row(list, {"capture", "--model", "m", "--text", "t", "--out", "a", "--layers", list},
            "--layers needs numbers and ranges");
    }
    row("export without run", {"export", "--plot", "density", "--out", "d.png"},
        "needs RUN; its usage is: bathyscope export RUN");
    row("export of nothing", {"export", "r", "--out", "d.png"}, "one of --plot");
    row("plot and table", {"export", "r", "--plot", "density", "--table", "layers", "--out", "d.png"},
        "one of --plot");
    row("plot unknown", {"export", "r", "--plot", "heatmpa", "--out", "d.png"}, "did you mean heatmap?");
    row("plot of a later version", {"export", "r", "--plot", "distance", "--out", "d.png"},
        "--plot is density, heatmap, histogram, tuning, confound or zones, not 'distance'");
    row("table unknown", {"export", "r", "--table", "layer", "--out", "t.csv"}, "did you mean layers?");
    row("plot to an unknown format", {"export", "r", "--plot", "density", "--out", "d.bmp"},
        ".png, .svg or .pdf");
    row("plot to a name without a format", {"export", "r", "--plot", "density", "--out", "/dev/stdout"},
        "--format chooses it");
    row("size without height", {"export", "r", "--plot", "density", "--out", "d.png", "--size", "800"},
        "such as 1200x800");
    row("size too large", {"export", "r", "--plot", "density", "--out", "d.png", "--size", "99999x99999"},
        "100 to 16384");
    for (const char* size :
         {"85x60", "85x60m", "mm", "-85mm", "nanmm", "85x0mm", "85x60x2mm", "1e2mm", "", "column"}) {
        row(qPrintable(QStringLiteral("no size: ") + QLatin1String(size)),
            {"export", "r", "--plot", "density", "--out", "d.png", "--size", size},
            QByteArray(size).isEmpty() ? "--size needs a value" : "such as 85x60mm");
    }
    row("size on paper too large",
        {"export", "r", "--plot", "density", "--out", "d.png", "--size", "9000x9000mm"},
        "sizes from 64 to 16384");
    row("letters too large",
        {"export", "r", "--plot", "density", "--out", "d.png", "--size", "85mm", "--font-size", "40"},
        "choose 24 points or less");
    row("letters of nothing", {"export", "r", "--plot", "density", "--out", "d.png", "--font-size", "0"},
        "--font-size needs a number from 2 to 500");
    row("dots of nothing", {"export", "r", "--plot", "density", "--out", "d.png", "--dpi", "many"},
        "--dpi needs a number from 30 to 2400");
    row("dots of a table", {"export", "r", "--table", "layers", "--out", "t.csv", "--dpi", "300"},
        "--dpi is for plots");
    row("size of a table", {"export", "r", "--table", "layers", "--out", "t.csv", "--size", "9x9"},
        "--size is for plots");
    row("layer negative", {"export", "r", "--table", "layers", "--out", "t.csv", "--layer", "-1"},
        "--layer needs a whole number");
    row("tokenize without text", {"tokenize", "--model", "m"}, "needs --text FILE");
    row("models with an argument", {"models", "sample-12"}, "does not know what to do with 'sample-12'");
    row("compare of one", {"compare", "a"}, "needs RUN_A RUN_B");
    row("compare of three", {"compare", "a", "b", "c"}, "'c'");
    row("compare with a size and no plot", {"compare", "a", "b", "--size", "640x480"}, "--plot");
    row("compare's plot as JSON", {"compare", "a", "b", "--plot", "heatmap", "--out", "c.json"}, ".svg");
    row("compare's plot that is none", {"compare", "a", "b", "--plot", "violin", "--out", "c.svg"},
        "difference");
    row("compare of standard input with itself", {"compare", "-", "-"}, "Only one");
    row("report of nothing", {"report", "--out", "r.html"}, "needs RUN [RUN_B]");
    row("report of three", {"report", "a", "b", "c", "--out", "r.html"}, "'c'");
    row("report without a place", {"report", "a"}, "needs --out REPORT");
    row("report of standard input twice", {"report", "-", "-", "--out", "r.html"}, "Only one");
    row("all figures as BMP", {"export", "r", "--all-figures", "--format", "bmp", "--out", "f"},
        "png, svg or pdf");
    row("all figures of a layer", {"export", "r", "--all-figures", "--layer", "1", "--out", "f"}, "exclude");
    row("all figures and a plot", {"export", "r", "--all-figures", "--plot", "zones", "--out", "f"},
        "exclude");
    row("all figures to standard output", {"export", "r", "--all-figures", "--out", "-"}, "folder");
    row("two formats of one plot", {"export", "r", "--plot", "zones", "--format", "svg", "--out", "z.png"},
        "a png by its name and a svg by --format");
    row("format of a plot that is none", {"export", "r", "--plot", "zones", "--format", "bmp", "--out", "-"},
        "png, svg or pdf");
    row("format of a table", {"export", "r", "--table", "layers", "--format", "svg", "--out", "-"},
        "--format is for plots");
    row("compare with a format and no plot", {"compare", "a", "b", "--format", "svg"},
        "--format is for plots");
    row("info of nothing", {"info"}, "needs M|RUN");
    row("info of two", {"info", "a", "b"}, "'b'");
}

void TestCommandLine::refusesWithOneHelpfulSentence()
{
    QFETCH(const std::vector<std::string>, arguments);
    QFETCH(const QString, expected);
    const QString sentence = QString::fromStdString(refusal(arguments));
    QVERIFY2(sentence.contains(expected), qPrintable(sentence));
    QVERIFY(!sentence.contains(QLatin1Char('\n')));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_CommandLine.moc"
