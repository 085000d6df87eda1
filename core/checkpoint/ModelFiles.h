// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

/// Which files a model has where. In a folder of its own they are all together. The snapshots of a repository
/// in the Hugging Face cache may complete each other: of a pull request that holds safetensors, Hugging
/// Face's tools fetch the weights alone and take the rest from main.
namespace bathyscope {

/// An ordinary file, or a link to one.
[[nodiscard]] bool isFile(const std::filesystem::path& path);

/// A file of that name in the model's folder; where there is none, in another snapshot of the same
/// repository, that of refs/main first; where there is none either, the path that it should have.
[[nodiscard]] std::filesystem::path modelFile(const std::filesystem::path& folder, const char* name);

/// vocab.json and merges.txt, which belong together.
struct TokenizerFiles
{
    std::filesystem::path vocabulary;
    std::filesystem::path merges;
};

/// Both from one folder, chosen as by modelFile().
[[nodiscard]] TokenizerFiles tokenizerFiles(const std::filesystem::path& folder);

/// Both are there.
[[nodiscard]] bool hasTokenizerFiles(const std::filesystem::path& folder);

/// What a tokenizer is read from.
inline constexpr const char* vocabularyName = "vocab.json";
inline constexpr const char* mergesName = "merges.txt";

/// The newer form of both in one file, which is not read.
inline constexpr const char* tokenizerFileName = "tokenizer.json";

/// The command of a shell that makes vocab.json and merges.txt from a folder's tokenizer.json.
[[nodiscard]] std::string vocabularyCommand(const std::string& folder);

/// What a folder has instead of vocab.json and merges.txt, and how to get them: a sentence; empty where both
/// are there.
[[nodiscard]] std::string tokenizerProblem(const std::filesystem::path& folder);

} // namespace bathyscope
