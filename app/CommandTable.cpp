// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandTable.h"

#include "app/Arguments.h"
#include "app/Choices.h"
#include "core/analysis/RunSettings.h"
#include "core/files/RunTables.h"
#include "ui/figures/RunPlots.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace bathyscope::app {

namespace {

/// The table refers to texts that are made of lists of choices; they live as long as it does.
template <class Make>
std::string_view kept(Make&& make)
{
    static const std::string text = make();
    return text;
}

/// "a|b|c", as usage lines have it.
std::string alternatives(std::span<const std::string_view> words)
{
    return fmt::format("{}", fmt::join(words, "|"));
}

constexpr OptionInfo modelOption {"model", "M",
                                  "sample-12, sample-24, another name of 'bathyscope models', or a folder in "
                                  "Hugging Face's layout"};
constexpr OptionInfo textOption {"text", "FILE",
                                 "a plain text file, or JSON lines (.jsonl, .ndjson), each a document; - for "
                                 "standard input; fineweb for a "
                                 "hundred pages of the web (FineWeb, ODC-By 1.0), fetched once"};
constexpr OptionInfo fieldOption {
    "field", "NAME",
    "the text is JSON lines whatever its name is; its documents stand in this field (default text)"};
constexpr OptionInfo idsOption {
    "ids", "FILE",
    "JSON: an array of token ids, cut into windows, or an array of such arrays, one "
    "a window"};
/// `before`, options of the settings that are about one of the parts, `after`.
std::vector<OptionInfo> withSettings(std::vector<OptionInfo> before, std::initializer_list<SettingPart> parts,
                                     std::initializer_list<OptionInfo> after)
{
    for (const RunSetting& setting : runSettings()) {
        if (*setting.option != '\0' && std::ranges::find(parts, setting.part) != parts.end()) {
            before.push_back({setting.option, setting.placeholder, setting.help});
        }
    }
    before.insert(before.end(), after);
    return before;
}

constexpr OptionInfo quietOption {"quiet", "", "neither progress nor warnings on standard error"};
constexpr OptionInfo sizeOption {
    "size", "SIZE",
    "pixels (1200x800, the default), or on paper: 85x60mm, 3.3x2.5in, 85mm (as high as suits the figure); or "
    "single (column, 85 mm), double (180 mm), slide (1920x1080, large text)"};
constexpr OptionInfo dotsOption {
    "dpi", "N",
    "dots an inch of a PNG (default 300 on paper, 144 on a slide, else 96 and in its metadata only)"};
constexpr OptionInfo fontSizeOption {
    "font-size", "PT",
    "of the text in points (default 7 or 8 on paper, 18 on a slide, else a share of the size)"};
OptionInfo formatOption()
{
    return {"format", "F", kept([] {
                return joined(figureFormatNames)
                    + ": of all figures, and of a plot on standard output or to a name without suffix "
                      "(default png)";
            })};
}
constexpr OptionInfo helpOption {"help", "", "this text"};

} // namespace

std::span<const CommandInfo> commandTable()
{
    static const std::vector<CommandInfo> table {
        {.name = "analyze",
         .summary = "reads a text with a model and writes a run: how every neuron responds to token length",
         .usage = "--model M [--text FILE | --ids FILE] [options] (--out RUN.safetensors | --dry-run)",
         .operands = {},
         .options = withSettings(
             {modelOption,
              {"text", "FILE",
               "a plain text file, or JSON lines (.jsonl, .ndjson), each a document; - for standard "
               "input; fineweb for a hundred pages of the web (FineWeb, ODC-By 1.0), fetched once "
               "(default: the shipped sample text)"},
              fieldOption,
              idsOption},
             {SettingPart::Reading, SettingPart::Machine, SettingPart::Statistics},
             {quietOption,
              {"dry-run", "", "time, memory and disk space that the run would need; runs nothing"},
              {"out", "RUN", "the run file to write, - for standard output"}})},
        {.name = "export",
         .summary = "draws a run as PNG, SVG or PDF, or writes its numbers as CSV",
         .usage = kept([] {
             return fmt::format("RUN (--plot {} | --table {} | --all-figures) [--layer I] --out FILE",
                                alternatives(ui::runPlotNames()), alternatives(runTableNames()));
         }),
         .operands = "RUN",
         .options =
             {{"plot", "P", kept([] {
                   return joined(ui::runPlotNames()) + "; the histogram is that of --layer, or of the first";
               })},
              {"table", "T", kept([] { return joined(runTableNames()); })},
              {"all-figures", "", "every figure of the run, and the histograms of every layer"},
              {"layer", "I", "this layer only, counted from 0"},
              formatOption(),
              sizeOption,
              dotsOption,
              fontSizeOption,
              {"out", "FILE",
               "a plot: .png, .svg or .pdf; a table: .csv; - for standard output; all figures: a folder, "
               "whose files of the same names are replaced"},
              quietOption}},
        {.name = "compare",
         .summary = "compares two runs at relative depth, layer by layer, against what two texts differ by",
         .usage = kept([] {
             return fmt::format(
                 "RUN_A RUN_B [--out COMPARISON.json | (--plot {} | --all-figures) --out FILE]",
                 alternatives(ui::comparisonPlotNames()));
         }),
         .operands = "RUN_A RUN_B",
         .options = {{"plot", "P", kept([] {
                          return joined(ui::comparisonPlotNames())
                              + "; the density is that where the runs are furthest apart";
                      })},
                     {"all-figures", "", "every figure of the comparison"},
                     formatOption(),
                     sizeOption,
                     dotsOption,
                     fontSizeOption,
                     {"out", "FILE",
                      "a plot: .png, .svg or .pdf; all figures: a folder; else JSON; - for standard output "
                      "(default: a table on standard output)"},
                     quietOption}},
        {.name = "report",
         .summary = "writes what a run shows, or two and their comparison, as one HTML file that can be "
                    "handed on",
         .usage = "RUN [RUN_B] --out REPORT.html",
         .operands = "RUN [RUN_B]",
         .options = {{"out", "REPORT", "the file to write, - for standard output"}, quietOption}},
        {.name = "capture",
         .summary = "writes the raw activations of a hook point as safetensors",
         .usage = "--model M (--text FILE | --ids FILE) [options] --out ACTS.safetensors",
         .operands = {},
         .options = withSettings({modelOption,
                                  textOption,
                                  fieldOption,
                                  idsOption,
                                  {"layers", "LIST", "layers such as 0,5-7 (default: all)"},
                                  {"half", "", "F16 instead of F32"}},
                                 {SettingPart::Reading, SettingPart::Machine},
                                 {quietOption, {"out", "ACTS", "the file to write, - for standard output"}})},
        {.name = "tokenize",
         .summary = "shows a text's tokens: id, length and text of each",
         .usage = "--model M --text FILE [--field NAME] [--json]",
         .operands = {},
         .options = {modelOption,
                     textOption,
                     fieldOption,
                     {"json", "", "as [{\"id\":…, \"text\":…, \"length\":…}, …]"},
                     quietOption}},
        {.name = "models",
         .summary = "lists models: what is here, what can be fetched, how large, where",
         .usage = "",
         .operands = {},
         .options = {quietOption}},
        {.name = "fetch",
         .summary =
             "downloads a GPT-Neo from the Hugging Face hub into its cache; goes on where it was stopped",
         .usage = "MODEL",
         .operands = "MODEL",
         .options = {quietOption}},
        {.name = "info",
         .summary = "describes a model or a run file",
         .usage = "M|RUN",
         .operands = "M|RUN",
         .options = {quietOption}},
    };
    return table;
}

namespace {

std::string optionLines(std::span<const OptionInfo> options)
{
    std::string text = "\nOptions:\n";
    for (const OptionInfo& option : options) {
        const std::string left = fmt::format("--{} {}", option.name, option.value);
        text += fmt::format("  {:<18}  {}\n", left, option.text);
    }
    return text;
}

std::string hookPointLines()
{
    std::string text = "\nHook points:";
    for (const HookPointInfo& info : hookPoints()) {
        text += fmt::format(" {}", info.name);
    }
    std::string others;
    for (const HookPointInfo& info : hookPoints()) {
        for (const ModelFamily& family : modelFamilies()) {
            if (info.outputOf) {
                others += fmt::format("; {} is another name of {}", family.moduleInBlock(*info.outputOf),
                                      info.name);
            }
        }
    }
    return text + "\n(TransformerLens's names" + others + ")\n";
}

} // namespace

std::string commandHelp(const CommandInfo& command)
{
    std::vector<OptionInfo> options = command.options;
    options.push_back(helpOption);
    const bool hasHook =
        std::ranges::any_of(options, [](const OptionInfo& option) { return option.name == "hook"; });
    return fmt::format("Usage: bathyscope {0} {1}\n\nbathyscope {0} {2}.\n{3}{4}", command.name,
                       command.usage, command.summary, optionLines(options),
                       hasHook ? hookPointLines() : std::string());
}

std::string programHelp()
{
    std::string text =
        "Bathyscope shows how GPT-Neo's MLP neurons respond to token length, layer by layer.\n\n"
        "Usage: bathyscope                      opens the window\n"
        "       bathyscope COMMAND [options]    works without a display\n\nCommands:\n";
    for (const CommandInfo& command : commandTable()) {
        text += fmt::format("  {:<9}  {}\n", command.name, command.summary);
    }
    return text
        + "\nbathyscope COMMAND --help explains a command, bathyscope --version names the version.\n"
          "A first run: bathyscope analyze --model sample-12 --out run.safetensors\n"
          "Exit status: 0 done, 1 the work failed, 2 wrong usage, 130 interrupted.\n";
}

} // namespace bathyscope::app
