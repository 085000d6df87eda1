// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelFiles.h"

#include "core/checkpoint/HubCache.h"
#include "core/support/FileProblem.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <system_error>
#include <vector>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

/// The folder itself, or the first other snapshot of its repository that has all of the files; the folder
/// itself where none has.
fs::path folderWith(const fs::path& folder, std::initializer_list<const char*> names)
{
    const auto hasAll = [&names](const fs::path& place) {
        return std::ranges::all_of(names, [&place](const char* name) { return isFile(place / name); });
    };
    if (hasAll(folder)) {
        return folder;
    }
    const std::vector<fs::path> others = otherSnapshots(folder);
    const auto found = std::ranges::find_if(others, hasAll);
    return found == others.end() ? folder : *found;
}

} // namespace

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored); // follows links: a snapshot's file whose blob is gone is none
}

fs::path modelFile(const fs::path& folder, const char* name)
{
    return folderWith(folder, {name}) / name;
}

TokenizerFiles tokenizerFiles(const fs::path& folder)
{
    const fs::path place = folderWith(folder, {vocabularyName, mergesName});
    return {.vocabulary = place / vocabularyName, .merges = place / mergesName};
}

bool hasTokenizerFiles(const fs::path& folder)
{
    const TokenizerFiles files = tokenizerFiles(folder);
    return isOrdinaryFile(files.vocabulary) && isOrdinaryFile(files.merges);
}

std::string vocabularyCommand(const std::string& folder)
{
    return fmt::format("cd '{}' && python3 -c 'from tokenizers import Tokenizer; "
                       "Tokenizer.from_file(\"{}\").model.save(\".\")'",
                       folder, tokenizerFileName);
}

std::string tokenizerProblem(const fs::path& folder)
{
    if (hasTokenizerFiles(folder)) {
        return {};
    }
    const std::string where = "The model folder " + visibleText(folder.native());
    if (const fs::path tokenizer = modelFile(folder, tokenizerFileName); isFile(tokenizer)) {
        return fmt::format(
            "{} has its tokenizer as {} alone, which this version of Bathyscope does not read; {} and {} "
            "are needed. Python's package tokenizers writes both beside it: {}",
            where, tokenizerFileName, vocabularyName, mergesName,
            vocabularyCommand(visibleText(tokenizer.parent_path().native())));
    }
    const bool hasOne = isFile(folder / vocabularyName) || isFile(folder / mergesName);
    const char* present = isFile(folder / vocabularyName) ? vocabularyName : mergesName;
    const char* absent = isFile(folder / vocabularyName) ? mergesName : vocabularyName;
    return hasOne
        ? fmt::format("{} has {} but no {}, and a text is cut into tokens by both; get {} of the same "
                      "model.",
                      where, present, absent, absent)
        : fmt::format("{} has no {} and {}, by which a text is cut into tokens; get both from where the "
                      "model comes from, or from the model that it was trained from.",
                      where, vocabularyName, mergesName);
}

} // namespace bathyscope
