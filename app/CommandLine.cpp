// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"

#include "app/Arguments.h"
#include "app/Choices.h"
#include "app/CommandTable.h"
#include "app/FigureOptions.h"
#include "core/support/LowerCase.h"
#include "core/support/Version.h"
#include "ui/figures/RunFigures.h"
#include "ui/figures/RunPlots.h"
#include "ui/hub/FineWebSample.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bathyscope::app {

namespace {

constexpr std::size_t mostLayers = 10'000;

[[noreturn]] void refuse(const RunSetting& setting, const std::string& given)
{
    if (setting.choices.empty()) {
        throw UsageError(fmt::format("--{} needs {}, not '{}'.", setting.option, setting.needs, given));
    }
    throw UsageError(fmt::format("--{} is {}, not '{}'{}", setting.option,
                                 setting.needs.empty() ? joined(setting.choices) : setting.needs, given,
                                 suggestion(given, setting.choices, "", ".")));
}

/// Those for which the command has options.
RunSettings parseSettings(const Arguments& arguments)
{
    RunSettings settings;
    for (const RunSetting& setting : runSettings()) {
        if (!arguments.has(setting.option)) {
            continue;
        }
        const std::string given = setting.kind == SettingKind::Switch
            ? setting.opposite()
            : arguments.value(setting.option).value();
        if (!ask(setting, settings, given)) {
            refuse(setting, given);
        }
    }
    return settings;
}

/// Of JSON lines: the sample of FineWeb leaves no choice.
std::optional<std::string> parseField(const Arguments& arguments)
{
    std::optional<std::string> field = arguments.value("field");
    if (field && ui::isFineWebName(arguments.value("text").value_or(std::string()))) {
        throw UsageError("--field is for files; the sample of FineWeb has no fields to choose from.");
    }
    return field;
}

RunOptions parseRunOptions(const Arguments& arguments)
{
    RunOptions options;
    options.settings() = parseSettings(arguments);
    options.model = arguments.required("model");
    options.textFile = arguments.value("text");
    options.idsFile = arguments.value("ids");
    if (options.textFile && options.idsFile) {
        throw UsageError("--text and --ids exclude each other: the tokens come from one of them.");
    }
    options.textField = parseField(arguments);
    if (options.idsFile && (options.textField || options.splitsDocuments)) {
        throw UsageError("--field and --split-documents are for --text; --ids has no text.");
    }
    options.isQuiet = arguments.has("quiet");
    return options;
}

Command parseAnalyze(const Arguments& arguments)
{
    const bool isDryRun = arguments.has("dry-run");
    return AnalyzeOptions {.run = parseRunOptions(arguments),
                           .isDryRun = isDryRun,
                           .out = isDryRun ? std::string() : arguments.required("out")};
}

/// "0,5-7" -> 0, 5, 6, 7.
std::vector<std::size_t> parseLayers(const Arguments& arguments)
{
    const std::string given = arguments.value("layers").value_or("");
    std::vector<std::size_t> layers;
    std::string_view rest = given;
    while (!rest.empty()) {
        const std::string_view item = rest.substr(0, rest.find(','));
        const std::size_t dash = item.find('-');
        const auto first = parseNumber(item.substr(0, dash), 0, mostLayers);
        const auto last =
            dash == std::string_view::npos ? first : parseNumber(item.substr(dash + 1), 0, mostLayers);
        const bool endsInComma = rest.ends_with(',');
        if (!first || !last || *first > *last || endsInComma) {
            throw UsageError("--layers needs numbers and ranges such as 0,5-7, not '" + given + "'.");
        }
        for (std::size_t layer = *first; layer <= *last; ++layer) {
            layers.push_back(layer);
        }
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    }
    std::ranges::sort(layers);
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    return layers;
}

Command parseCapture(const Arguments& arguments)
{
    CaptureOptions options {.run = parseRunOptions(arguments),
                            .layers = parseLayers(arguments),
                            .halfPrecision = arguments.has("half"),
                            .out = arguments.required("out")};
    if (!options.run.textFile && !options.run.idsFile) {
        throw UsageError("capture needs --text FILE or --ids FILE.");
    }
    return options;
}

std::string formatOption(const Arguments& arguments)
{
    return checkedChoice("format", arguments.value("format").value_or("png"), figureFormatNames);
}

/// Where a picture goes and as what. The suffix of its name chooses the format; where it has none, as
/// standard output, --format does.
template <class PlotOptions>
void parsePicture(const Arguments& arguments, PlotOptions& options)
{
    options.out = arguments.required("out");
    options.format = formatOption(arguments);
    const std::string name = lowerCase(options.out);
    const auto* const suffix = std::ranges::find_if(figureFormatNames, [&name](std::string_view format) {
        return name.ends_with(fmt::format(".{}", format));
    });
    if (suffix != figureFormatNames.end()) {
        if (arguments.has("format") && options.format != *suffix) {
            throw UsageError(
                fmt::format("The plot's file '{}' is to be a {} by its name and a {} by --format; "
                            "leave --format out or choose another name.",
                            options.out, *suffix, options.format));
        }
        options.format = *suffix;
    } else if (!arguments.has("format") && options.out != standardStream) {
        throw UsageError(
            fmt::format("The name of a plot's file ends in .{} or .{}, which chooses the format, not '{}'; "
                        "for a name without one of them, --format chooses it.",
                        fmt::join(std::span(figureFormatNames).first(figureFormatNames.size() - 1), ", ."),
                        figureFormatNames.back(), options.out));
    }
}

Command parseExportPlot(const Arguments& arguments)
{
    ExportPlotOptions options;
    options.run = arguments.operand();
    options.plot = checkedChoice("plot", arguments.required("plot"), ui::runPlotNames());
    options.layer = arguments.number("layer", 0, mostLayers);
    options.size = parseFigureSize(arguments);
    parsePicture(arguments, options);
    options.isQuiet = arguments.has("quiet");
    return options;
}

/// What is no picture has neither a size nor such a format.
void refusePictureOptions(const Arguments& arguments, std::string_view what)
{
    refuseFigureSize(arguments, what);
    if (arguments.has("format")) {
        throw UsageError(fmt::format("--format is for plots; {}.", what));
    }
}

Command parseExportTable(const Arguments& arguments)
{
    refusePictureOptions(arguments, "a table has none");
    ExportTableOptions options;
    options.run = arguments.operand();
    const std::string name = checkedChoice("table", arguments.required("table"), runTableNames());
    options.table = parseRunTable(name).value();
    options.layer = arguments.number("layer", 0, mostLayers);
    options.out = arguments.required("out");
    options.isQuiet = arguments.has("quiet");
    return options;
}

/// Run files, of which only one can come from standard input.
std::vector<std::string> runFiles(const Arguments& arguments)
{
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < arguments.numOperands(); ++i) {
        runs.push_back(arguments.operand(i));
    }
    if (std::ranges::count(runs, std::string(standardStream)) > 1) {
        throw UsageError("Only one of the two runs can come from standard input.");
    }
    return runs;
}

/// Everything is drawn: nothing can be chosen beside it.
void refuseBesideAllFigures(const Arguments& arguments, std::initializer_list<const char*> options)
{
    for (const char* option : options) {
        if (arguments.has(option)) {
            throw UsageError(fmt::format("--all-figures and --{} exclude each other.", option));
        }
    }
}

Command parseExportFigures(const Arguments& arguments)
{
    ExportFiguresOptions options;
    options.runs = runFiles(arguments);
    options.format = formatOption(arguments);
    options.size = parseFigureSize(arguments);
    options.isQuiet = arguments.has("quiet");
    options.out = arguments.required("out");
    if (options.out == standardStream) {
        throw UsageError("--all-figures writes into a folder: --out FOLDER, not standard output.");
    }
    return options;
}

Command parseExport(const Arguments& arguments)
{
    if (arguments.has("all-figures")) {
        refuseBesideAllFigures(arguments, {"plot", "table", "layer"});
        return parseExportFigures(arguments);
    }
    if (arguments.has("plot") == arguments.has("table")) {
        throw UsageError("export needs one of --plot (" + joined(ui::runPlotNames()) + "), --table ("
                         + joined(runTableNames()) + ") and --all-figures.");
    }
    return arguments.has("plot") ? parseExportPlot(arguments) : parseExportTable(arguments);
}

Command parseCompare(const Arguments& arguments)
{
    if (arguments.has("all-figures")) {
        refuseBesideAllFigures(arguments, {"plot"});
        return parseExportFigures(arguments);
    }
    const std::vector<std::string> runs = runFiles(arguments);
    CompareOptions options;
    options.first = runs[0];
    options.second = runs[1];
    if (arguments.has("plot")) {
        const std::string given = arguments.required("plot");
        const ui::ComparisonFigure* const figure = ui::findComparisonFigure(given);
        options.plot =
            checkedChoice("plot", figure ? std::string(figure->id) : given, ui::comparisonPlotNames());
        options.size = parseFigureSize(arguments);
        parsePicture(arguments, options);
    } else {
        refusePictureOptions(arguments, "give --plot or --all-figures too");
        options.out = arguments.value("out").value_or(std::string());
    }
    options.isQuiet = arguments.has("quiet");
    return options;
}

Command parseReport(const Arguments& arguments)
{
    return ReportOptions {
        .runs = runFiles(arguments), .isQuiet = arguments.has("quiet"), .out = arguments.required("out")};
}

Command parseTokenize(const Arguments& arguments)
{
    return TokenizeOptions {.model = arguments.required("model"),
                            .textFile = arguments.required("text"),
                            .textField = parseField(arguments),
                            .asJson = arguments.has("json"),
                            .isQuiet = arguments.has("quiet")};
}

Command parseModels(const Arguments& arguments)
{
    return ModelsOptions {.isQuiet = arguments.has("quiet")};
}

Command parseFetch(const Arguments& arguments)
{
    return FetchOptions {.model = arguments.operand(), .isQuiet = arguments.has("quiet")};
}

Command parseInfo(const Arguments& arguments)
{
    return InfoOptions {.subject = arguments.operand(), .isQuiet = arguments.has("quiet")};
}

Command parseCommand(const CommandInfo& command, std::span<const std::string> rest)
{
    struct Parser
    {
        std::string_view name;
        Command (*parse)(const Arguments&);
    };
    static constexpr std::array<Parser, 9> parsers {{{"analyze", parseAnalyze},
                                                     {"compare", parseCompare},
                                                     {"report", parseReport},
                                                     {"export", parseExport},
                                                     {"capture", parseCapture},
                                                     {"tokenize", parseTokenize},
                                                     {"models", parseModels},
                                                     {"fetch", parseFetch},
                                                     {"info", parseInfo}}};
    const auto* const parser = std::ranges::find(parsers, command.name, &Parser::name);
    return parser->parse(Arguments(command, rest));
}

bool isHelp(const std::string& argument)
{
    return argument == "--help" || argument == "-h";
}

} // namespace

Command parseCommandLine(std::span<const std::string> arguments)
{
    if (arguments.empty()) {
        return WindowOptions {};
    }
    const std::string& first = arguments.front();
    if (isHelp(first)) {
        return PrintOptions {programHelp()};
    }
    if (first == "--version" || first == "-v") {
        return PrintOptions {"bathyscope " + std::string(programVersion) + "\n"};
    }
    const std::span<const CommandInfo> commands = commandTable();
    const auto command = std::ranges::find(commands, std::string_view(first), &CommandInfo::name);
    if (command == commands.end()) {
        std::vector<std::string_view> names {"--help", "--version"};
        for (const CommandInfo& info : commands) {
            names.push_back(info.name);
        }
        throw UsageError("There is no command '" + first + "'"
                         + suggestion(first, names, "", "; 'bathyscope --help' lists the commands."));
    }
    const std::span<const std::string> rest = arguments.subspan(1);
    if (std::ranges::any_of(rest, isHelp)) {
        return PrintOptions {commandHelp(*command)};
    }
    return parseCommand(*command, rest);
}

} // namespace bathyscope::app
