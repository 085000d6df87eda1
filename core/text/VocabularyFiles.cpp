// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/VocabularyFiles.h"

#include "core/support/Error.h"
#include "core/text/ByteAlphabet.h"
#include "core/text/FileBytes.h"
#include "core/text/Utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace bathyscope {
namespace {

using nlohmann::json;

constexpr std::size_t maxFileBytes = std::size_t {64} << 20U; // GPT-2's vocab.json has 1 MB

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what)
{
    throw Error(ErrorKind::BadFormat, "The tokenizer file " + file.string() + " " + what);
}

/// A token as it stands in the file, shortened: a hostile one may be megabytes long.
std::string shown(std::string_view token)
{
    constexpr std::size_t maxBytes = 40;
    const bool isWhole = token.size() <= maxBytes;
    const std::string_view start = token.substr(0, maxBytes);
    std::string text(1, '"');
    text.append(start.substr(0, wellFormedPrefixSize(start)));
    return text.append(isWhole ? "\"" : "…\"");
}

std::string readUtf8File(const std::filesystem::path& file)
{
    std::string bytes = readFileBytes(file, maxFileBytes);
    if (const std::size_t valid = wellFormedPrefixSize(bytes); valid != bytes.size()) {
        refuse(file, "is not UTF-8 at byte " + std::to_string(valid) + ".");
    }
    if (bytes.empty()) {
        refuse(file, "is empty.");
    }
    return bytes;
}

json parseVocabulary(const std::filesystem::path& file)
{
    const auto rejectNesting = [&file](int depth, json::parse_event_t event, json&) {
        if (depth > 0
            && (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start)) {
            refuse(file, "has a list or an object inside; one object of tokens and their ids is expected.");
        }
        return true;
    };
    const std::string bytes = readUtf8File(file);
    try {
        json root = json::parse(bytes, rejectNesting);
        if (!root.is_object()) {
            refuse(file, "does not hold a JSON object of tokens and their ids.");
        }
        return root;
    } catch (const json::parse_error& error) {
        refuse(file, "is not JSON: reading stopped at byte " + std::to_string(error.byte) + ".");
    }
}

/// Ids are the rows of the embedding: they run from 0 without holes, each once.
std::size_t checkedId(const std::filesystem::path& file, const std::string& token, const json& id,
                      std::size_t numTokens)
{
    if (!id.is_number_integer()) {
        refuse(file, "gives the token " + shown(token) + " no whole number as its id.");
    }
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= numTokens) {
        refuse(file,
               "gives the token " + shown(token) + " the id " + id.dump() + "; the ids of its "
                   + std::to_string(numTokens) + " tokens must run from 0 to " + std::to_string(numTokens - 1)
                   + " without holes.");
    }
    return id.get<std::size_t>();
}

/// Without all of them some texts would have no encoding.
void findByteTokens(const std::filesystem::path& file, const ByteAlphabet& alphabet, Vocabulary& vocabulary)
{
    std::size_t numMissing = 0;
    std::string firstMissing;
    for (std::size_t byte = 0; byte < vocabulary.byteTokens.size(); ++byte) {
        const auto found = vocabulary.ids.find(std::string {static_cast<char>(byte)});
        if (found != vocabulary.ids.end()) {
            vocabulary.byteTokens.at(byte) = found->second;
        } else if (numMissing++ == 0) {
            firstMissing = alphabet.letter(static_cast<std::uint8_t>(byte));
        }
    }
    if (numMissing > 0) {
        refuse(file,
               "lacks " + std::to_string(numMissing) + " of the 256 tokens of a single byte, \""
                   + firstMissing + "\" first; it is no byte-level vocabulary like GPT-2's.");
    }
}

TokenId idOfWord(const std::filesystem::path& file, std::size_t lineNumber, std::string_view word,
                 const ByteAlphabet& alphabet, const Vocabulary& vocabulary)
{
    if (const auto bytes = alphabet.bytes(word)) {
        if (const auto found = vocabulary.ids.find(*bytes); found != vocabulary.ids.end()) {
            return found->second;
        }
    }
    refuse(file,
           "needs in line " + std::to_string(lineNumber) + " the token " + shown(word)
               + ", which the vocabulary lacks; both files must come from one model.");
}

} // namespace

Vocabulary readVocabulary(const std::filesystem::path& vocabFile)
{
    const json root = parseVocabulary(vocabFile);
    const ByteAlphabet alphabet;
    Vocabulary vocabulary;
    vocabulary.tokens.resize(root.size());
    vocabulary.ids.reserve(root.size());
    for (const auto& item : root.items()) {
        const std::string& word = item.key();
        const std::size_t id = checkedId(vocabFile, word, item.value(), root.size());
        std::optional<std::string> bytes = alphabet.bytes(word);
        if (!bytes || bytes->empty()) {
            refuse(vocabFile,
                   "has the token " + shown(word)
                       + ", which is not written in the letters that GPT-2 uses for bytes.");
        }
        if (!vocabulary.tokens[id].empty()) {
            refuse(vocabFile,
                   "gives the id " + std::to_string(id) + " to two tokens, one of them " + shown(word) + ".");
        }
        vocabulary.ids.emplace(*bytes, static_cast<TokenId>(id));
        vocabulary.tokens[id] = *std::move(bytes);
    }
    findByteTokens(vocabFile, alphabet, vocabulary);
    return vocabulary;
}

BytePairMerger readMerges(const std::filesystem::path& mergesFile, const Vocabulary& vocabulary)
{
    const std::string bytes = readUtf8File(mergesFile);
    const ByteAlphabet alphabet;
    BytePairMerger merger(static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1);
    std::size_t lineNumber = 0;
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        std::string_view line = std::string_view(bytes).substr(begin, end - begin);
        begin = end + 1;
        ++lineNumber;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty() || line.starts_with("#version")) {
            continue;
        }
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos) {
            refuse(mergesFile,
                   "does not have two tokens with one space between them in line "
                       + std::to_string(lineNumber) + ", but " + shown(line) + ".");
        }
        const auto idOf = [&](std::string_view word) {
            return idOfWord(mergesFile, lineNumber, word, alphabet, vocabulary);
        };
        const std::string_view left = line.substr(0, space);
        const std::string_view right = line.substr(space + 1);
        const TokenId leftId = idOf(left);
        const TokenId rightId = idOf(right);
        merger.add(leftId, rightId, idOf(std::string(left).append(right)));
    }
    if (merger.numMerges() == 0) {
        refuse(mergesFile, "holds no merges.");
    }
    return merger;
}

} // namespace bathyscope
