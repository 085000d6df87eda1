// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandTable.h"

#include "core/engine/HookPoint.h"

#include <fmt/format.h>

#include <algorithm>

namespace bathyscope::app {

namespace {

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
constexpr OptionInfo tokensOption {"tokens", "N", "tokens read at most (default 8192)"};
constexpr OptionInfo windowOption {"window", "L",
                                   "tokens a window; each starts a fresh context (default 512)"};
constexpr OptionInfo splitOption {
    "split-documents", "",
    "windows end with documents: at every <|endoftext|>, which is then no token, and after every JSON line"};
constexpr OptionInfo hookOption {"hook", "POINT", "where to look in each block (default mlp.hook_pre)"};
constexpr OptionInfo deviceOption {"device", "D", "auto, cpu or cuda (default auto)"};
constexpr OptionInfo precisionOption {
    "precision", "P",
    "of the matrix products: float32, bfloat16, or auto: bfloat16 where it is faster (default float32)"};
constexpr OptionInfo memoryOption {
    "memory", "BYTES",
    "such as 800M: hidden states that do not fit go to a scratch file (default: no limit)"};
constexpr OptionInfo permutationsOption {
    "permutations", "K", "permutations that every correlation is tested with; 0 = no tests (default 200)"};
constexpr OptionInfo rateOption {"fdr", "Q",
                                 "neurons with q below it are discoveries, 0.001 to 0.25 (default 0.05)"};
constexpr OptionInfo seedOption {"seed", "N",
                                 "of permutations, samples, bootstraps and random weights (default 1)"};
constexpr OptionInfo frequencyOption {
    "frequency", "F",
    "what is held constant to tell length from frequency: corpus (counts in the text), bpe-rank, or a table "
    "FILE.csv of token_id,count (default corpus)"};
constexpr OptionInfo leadingSpaceOption {"no-leading-space", "",
                                         "a token's leading space is no part of its length"};
constexpr OptionInfo skipFirstOption {"skip-first", "",
                                      "leave the first token of each window out of the statistics"};
constexpr OptionInfo skipNewlinesOption {"skip-newlines", "",
                                         "leave tokens with a line feed out of the statistics"};
constexpr OptionInfo randomWeightsOption {"random-weights", "",
                                          "the control: the model's shape with weights drawn anew"};
constexpr OptionInfo threadsOption {"threads", "N", "threads to compute with (default: all physical cores)"};
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
constexpr OptionInfo formatOption {"format", "F", "of all figures: png, svg or pdf (default png)"};
constexpr OptionInfo helpOption {"help", "", "this text"};

} // namespace

std::span<const CommandInfo> commandTable()
{
    static const std::vector<CommandInfo> table {
        {.name = "analyze",
         .summary = "reads a text with a model and writes a run: how every neuron responds to token length",
         .usage = "--model M [--text FILE | --ids FILE] [options] (--out RUN.safetensors | --dry-run)",
         .operands = {},
         .options = {modelOption,
                     {"text", "FILE",
                      "a plain text file, or JSON lines (.jsonl, .ndjson), each a document; - for standard "
                      "input; fineweb for a hundred pages of the web (FineWeb, ODC-By 1.0), fetched once "
                      "(default: the shipped sample text)"},
                     fieldOption,
                     idsOption,
                     tokensOption,
                     windowOption,
                     splitOption,
                     hookOption,
                     deviceOption,
                     precisionOption,
                     memoryOption,
                     permutationsOption,
                     rateOption,
                     seedOption,
                     frequencyOption,
                     leadingSpaceOption,
                     skipFirstOption,
                     skipNewlinesOption,
                     randomWeightsOption,
                     threadsOption,
                     quietOption,
                     {"dry-run", "", "time, memory and disk space that the run would need; runs nothing"},
                     {"out", "RUN", "the run file to write, - for standard output"}}},
        {.name = "export",
         .summary = "draws a run as PNG, SVG or PDF, or writes its numbers as CSV",
         .usage = "RUN (--plot density|heatmap|histogram|tuning|confound|zones | --table "
                  "layers|neurons|density|histograms|tuning|modality | --all-figures) [--layer I] --out FILE",
         .operands = "RUN",
         .options =
             {{"plot", "P",
               "density, heatmap, histogram (of --layer, default the first), tuning, confound or zones"},
              {"table", "T", "layers, neurons, density, histograms, tuning or modality"},
              {"all-figures", "", "every figure of the run, and the histograms of every layer"},
              {"layer", "I", "this layer only, counted from 0"},
              formatOption,
              sizeOption,
              dotsOption,
              fontSizeOption,
              {"out", "FILE",
               "a plot: .png, .svg or .pdf; a table: .csv, - for standard output; all figures: a folder, "
               "whose files of the same names are replaced"}}},
        {.name = "compare",
         .summary = "compares two runs at relative depth, layer by layer, against what two texts differ by",
         .usage = "RUN_A RUN_B [--out COMPARISON.json | (--plot heatmap|difference|density|distance | "
                  "--all-figures) --out FILE]",
         .operands = "RUN_A RUN_B",
         .options = {{"plot", "P",
                      "heatmap (both), difference, density (where the runs are furthest apart) or distance"},
                     {"all-figures", "", "every figure of the comparison"},
                     formatOption,
                     sizeOption,
                     dotsOption,
                     fontSizeOption,
                     {"out", "FILE",
                      "a plot: .png, .svg or .pdf; all figures: a folder; else JSON, - for standard output "
                      "(default: a table on standard output)"}}},
        {.name = "report",
         .summary = "writes what a run shows, or two and their comparison, as one HTML file that can be "
                    "handed on",
         .usage = "RUN [RUN_B] --out REPORT.html",
         .operands = "RUN [RUN_B]",
         .options = {{"out", "REPORT", "the file to write, - for standard output"}}},
        {.name = "capture",
         .summary = "writes the raw activations of a hook point as safetensors",
         .usage = "--model M (--text FILE | --ids FILE) [options] --out ACTS.safetensors",
         .operands = {},
         .options = {modelOption,
                     textOption,
                     fieldOption,
                     idsOption,
                     hookOption,
                     {"layers", "LIST", "layers such as 0,5-7 (default: all)"},
                     tokensOption,
                     windowOption,
                     splitOption,
                     {"half", "", "F16 instead of F32"},
                     deviceOption,
                     precisionOption,
                     memoryOption,
                     threadsOption,
                     quietOption,
                     {"out", "ACTS", "the file to write, - for standard output"}}},
        {.name = "tokenize",
         .summary = "shows a text's tokens: id, length and text of each",
         .usage = "--model M --text FILE [--field NAME] [--json]",
         .operands = {},
         .options = {modelOption,
                     textOption,
                     fieldOption,
                     {"json", "", "as [{\"id\":…, \"text\":…, \"length\":…}, …]"}}},
        {.name = "models",
         .summary = "lists models: what is here, what can be fetched, how large, where",
         .usage = "",
         .operands = {},
         .options = {}},
        {.name = "fetch",
         .summary =
             "downloads a GPT-Neo from the Hugging Face hub into its cache; goes on where it was stopped",
         .usage = "MODEL [--quiet]",
         .operands = "MODEL",
         .options = {quietOption}},
        {.name = "info",
         .summary = "describes a model or a run file",
         .usage = "M|RUN",
         .operands = "M|RUN",
         .options = {}},
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
    return text + "\n(TransformerLens's names; mlp.c_fc is another name of mlp.hook_pre)\n";
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
