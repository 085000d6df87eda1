// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunSettings.h"
#include "core/files/RunTables.h"
#include "ui/plots/FigureSize.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The executable: the only part that knows both core and ui.
namespace bathyscope::app {

/// Exit status of the program.
enum ExitStatus : int
{
    Done = 0,
    Failed = 1, ///< the work failed; one line on standard error says what and what to do
    WrongUsage = 2,
    Interrupted = 130,
};

/// Arguments that cannot be understood; one sentence, with the nearest thing that can.
class UsageError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Stands for standard input or output where a file is named.
inline constexpr std::string_view standardStream = "-";

/// What `analyze` and `capture` have in common: model, text and settings.
struct RunOptions : RunSettings
{
    std::string model; ///< catalogue name or folder
    std::optional<std::string> textFile; ///< neither: the shipped sample text
    std::optional<std::string> textField; ///< the text is JSON lines, whose texts stand there
    std::optional<std::string> idsFile;
    bool isQuiet = false;
};

struct AnalyzeOptions
{
    RunOptions run;
    bool isDryRun = false; ///< says what the run would need, and writes nothing
    std::string out; ///< empty for a dry run
};

struct CaptureOptions
{
    RunOptions run;
    std::vector<std::size_t> layers; ///< ascending, each once; empty = all
    bool halfPrecision = false;
    std::string out;
};

struct ExportPlotOptions
{
    std::string run;
    std::string plot; ///< density, heatmap, histogram or zones
    std::optional<std::size_t> layer;
    ui::FigureSize size;
    std::string format = "png"; ///< or svg, pdf
    bool isQuiet = false;
    std::string out;
};

struct ExportTableOptions
{
    std::string run;
    RunTable table = RunTable::Layers;
    std::optional<std::size_t> layer;
    bool isQuiet = false;
    std::string out;
};

struct CompareOptions
{
    std::string first; ///< run files
    std::string second;
    std::string plot; ///< one of ui::comparisonPlotNames(); empty: numbers
    ui::FigureSize size; ///< of the plot
    std::string format = "png"; ///< of the plot; or svg, pdf
    bool isQuiet = false;
    std::string out; ///< a plot, else JSON; empty: a table on standard output
};

/// All figures of one run, or of the comparison of two, into a folder.
struct ExportFiguresOptions
{
    std::vector<std::string> runs; ///< run files, one or two
    std::string format = "png"; ///< or svg, pdf
    ui::FigureSize size;
    bool isQuiet = false;
    std::string out; ///< folder
};

struct ReportOptions
{
    std::vector<std::string> runs; ///< run files, one or two
    bool isQuiet = false;
    std::string out;
};

struct TokenizeOptions
{
    std::string model;
    std::string textFile;
    std::optional<std::string> textField; ///< the text is JSON lines, whose texts stand there
    bool asJson = false;
    bool isQuiet = false;
};

struct ModelsOptions
{
    bool isQuiet = false;
};

struct FetchOptions
{
    std::string model; ///< catalogue name, "org/name" or "org/name@revision"
    bool isQuiet = false;
};

struct InfoOptions
{
    std::string subject; ///< model or run file
    bool isQuiet = false;
};

/// No arguments: the window.
struct WindowOptions
{
};

/// Text for standard output: help or the version.
struct PrintOptions
{
    std::string text;
};

using Command = std::variant<WindowOptions, PrintOptions, AnalyzeOptions, ExportPlotOptions,
                             ExportTableOptions, ExportFiguresOptions, CompareOptions, ReportOptions,
                             CaptureOptions, TokenizeOptions, ModelsOptions, FetchOptions, InfoOptions>;

/// Understands the arguments that follow the program's name. Pure: looks at no file. Throws UsageError.
[[nodiscard]] Command parseCommandLine(std::span<const std::string> arguments);

} // namespace bathyscope::app
