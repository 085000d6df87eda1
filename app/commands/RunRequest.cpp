// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/RunRequest.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/StandardStreams.h"
#include "app/commands/TokenIdFile.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Error.h"
#include "core/support/KeptName.h"
#include "core/support/Logging.h"
#include "core/support/Resources.h"
#include "ui/hub/FineWebSample.h"

#include <fmt/format.h>

#include <QCoreApplication>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace bathyscope::app {

namespace {

std::string readWholeFile(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        throw Error(ErrorKind::FileMissing, "The file " + path.string() + " does not exist.");
    }
    std::ifstream file(path, std::ios::binary);
    std::string bytes {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file || std::filesystem::is_directory(path, ignored)) {
        throw Error(ErrorKind::FileUnreadable, "The file " + path.string() + " cannot be read.");
    }
    return bytes;
}

TokenIdLists readTokenIds(const std::string& name)
{
    if (name == standardStream) {
        return parseTokenIds("standard input", readStandardInput());
    }
    const std::filesystem::path path(name);
    return parseTokenIds(keptName(path.filename()), readWholeFile(path));
}

Document readStandardText(const std::optional<std::string>& field)
{
    const std::string name = "standard input";
    std::string bytes = readStandardInput();
    return field ? makeJsonLinesDocument(name, bytes, *field) : makeDocument(name, std::move(bytes));
}

Document readFineWeb(ConsoleProgress& console)
{
    // Qt Network wants an application object.
    int argc = 1;
    std::string name = "bathyscope";
    char* argv = name.data();
    const QCoreApplication application(argc, &argv);
    return ui::fetchFineWeb(ui::FineWebSettings::fromEnvironment(), {}, [&console](const std::string& host) {
        const std::string sentence = fmt::format("fetching the sample of FineWeb from {}", host);
        console.showStep(sentence);
        console.showBar(0, sentence);
    });
}

Document readNamedText(const std::string& name, const std::optional<std::string>& field,
                       ConsoleProgress& console)
{
    if (name == standardStream) {
        return readStandardText(field);
    }
    return ui::isFineWebName(name) ? readFineWeb(console) : readDocument(name, field);
}

std::string displayedModelName(const std::string& given, const std::filesystem::path& folder)
{
    const bool isCatalogName = std::ranges::any_of(
        modelCatalog(), [&given](const CatalogEntry& entry) { return entry.name == given; });
    std::error_code unknown; // Checkpoint::open says what is wrong with the folder
    const std::filesystem::path whole = std::filesystem::weakly_canonical(folder, unknown);
    return isCatalogName ? given : keptName((unknown ? folder : whole).filename());
}

} // namespace

Document readText(const std::string& name, const std::optional<std::string>& field, ConsoleProgress& console)
{
    Document document = readNamedText(name, field, console);
    if (document.numReplaced > 0) {
        logger("app")->warn(
            "{} holds {} ill-formed sequence{}, the first in line {} (byte {}); each is read as U+FFFD.",
            document.name, document.numReplaced, document.numReplaced == 1 ? "" : "s",
            document.firstReplacedLine, document.firstReplacedByte);
    }
    return document;
}

AnalysisRequest makeRunRequest(const RunOptions& options, ConsoleProgress& console)
{
    const std::filesystem::path resources = resourcesFolder();
    AnalysisRequest request;
    request.modelFolder = resolveModel(options.model, resources);
    request.modelName = displayedModelName(options.model, request.modelFolder);
    request.settings() = options.settings();
    request.device = choiceOf(chooseDevice(options.device)); // before a text is read or fetched
    if (options.idsFile) {
        request.text = readTokenIds(*options.idsFile);
    } else {
        request.text = readText(options.textFile.value_or((resources / "sample-text.txt").string()),
                                options.textField, console);
    }
    return request;
}

} // namespace bathyscope::app
