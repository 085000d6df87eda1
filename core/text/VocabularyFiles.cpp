// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/VocabularyFiles.h"

#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/MistakenFile.h"
#include "core/support/Utf8.h"
#include "core/text/ByteAlphabet.h"
#include "core/text/FileBytes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace bathyscope {
namespace {

using nlohmann::json;

constexpr std::size_t maxFileBytes = std::size_t {64} << 20U; // GPT-2's vocab.json has 1 MB

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what)
{
    throw Error(ErrorKind::BadFormat, "The tokenizer file " + file.string() + " " + what);
}

std::string readUtf8File(const std::filesystem::path& file)
{
    std::string bytes = readFileBytes(file, maxFileBytes);
    if (const std::string mistaken = mistakenContent(bytes); !mistaken.empty()) {
        refuse(file, mistaken);
    }
    if (const std::size_t valid = wellFormedPrefixSize(bytes); valid != bytes.size()) {
        refuse(file, "is not UTF-8 at byte " + std::to_string(valid) + ".");
    }
    if (bytes.empty()) {
        refuse(file, "is empty.");
    }
    return bytes;
}

using Entry = std::pair<std::string, json>; ///< a token and its id as they stand in the file

/// Takes the entries as they are read; a whole JSON document of them takes several times as long.
class EntryReader final : public nlohmann::json_sax<json>
{
public:
    explicit EntryReader(const std::filesystem::path& file)
        : m_file(file)
    {
    }

    [[nodiscard]] std::vector<Entry> take()
    {
        return std::move(m_entries);
    }

    bool null() override
    {
        return add(nullptr);
    }
    bool boolean(bool value) override
    {
        return add(value);
    }
    bool number_integer(number_integer_t value) override
    {
        return add(value);
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return add(value);
    }
    bool number_float(number_float_t value, const string_t& /*text*/) override
    {
        return add(value);
    }
    bool string(string_t& value) override
    {
        return add(std::move(value));
    }
    bool binary(binary_t& /*value*/) override
    {
        return add(nullptr);
    }
    bool start_object(std::size_t /*size*/) override
    {
        m_isObject = true;
        return enter();
    }
    bool key(string_t& name) override
    {
        m_token = std::move(name);
        return true;
    }
    bool end_object() override
    {
        return true;
    }
    bool start_array(std::size_t /*size*/) override
    {
        return enter();
    }
    bool end_array() override
    {
        refuseOther();
    }
    bool parse_error(std::size_t byte, const std::string& /*last*/, const json::exception& /*why*/) override
    {
        refuse(m_file, "is not JSON: reading stopped at byte " + std::to_string(byte) + ".");
    }

private:
    bool enter()
    {
        if (std::exchange(m_isInside, true)) {
            refuse(m_file, "has a list or an object inside; one object of tokens and their ids is expected.");
        }
        return true;
    }
    [[noreturn]] void refuseOther() const
    {
        refuse(m_file, "does not hold a JSON object of tokens and their ids.");
    }
    bool add(json value)
    {
        if (!m_isObject) {
            refuseOther();
        }
        m_entries.emplace_back(std::move(m_token), std::move(value));
        return true;
    }

    const std::filesystem::path& m_file;
    bool m_isInside = false;
    bool m_isObject = false;
    std::string m_token;
    std::vector<Entry> m_entries;
};

std::vector<Entry> readEntries(const std::filesystem::path& file)
{
    EntryReader reader(file);
    json::sax_parse(readUtf8File(file), &reader);
    return reader.take();
}

/// Ids are the rows of the embedding: they run from 0 without holes, each once.
std::size_t checkedId(const std::filesystem::path& file, const std::string& token, const json& id,
                      std::size_t numTokens)
{
    if (!id.is_number_integer()) {
        refuse(file, "gives the token " + excerpt(token) + " no whole number as its id.");
    }
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= numTokens) {
        refuse(file,
               "gives the token " + excerpt(token) + " the id " + id.dump() + "; the ids of its "
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
           "needs in line " + std::to_string(lineNumber) + " the token " + excerpt(word)
               + ", which the vocabulary lacks; both files must come from one model.");
}

} // namespace

Vocabulary readVocabulary(const std::filesystem::path& vocabFile)
{
    const std::vector<Entry> entries = readEntries(vocabFile);
    const ByteAlphabet alphabet;
    Vocabulary vocabulary;
    vocabulary.tokens.resize(entries.size());
    vocabulary.ids.reserve(entries.size());
    for (const auto& [word, number] : entries) {
        const std::size_t id = checkedId(vocabFile, word, number, entries.size());
        std::optional<std::string> bytes = alphabet.bytes(word);
        if (!bytes || bytes->empty()) {
            refuse(vocabFile,
                   "has the token " + excerpt(word)
                       + ", which is not written in the letters that GPT-2 uses for bytes.");
        }
        if (!vocabulary.tokens[id].empty()) {
            refuse(vocabFile,
                   "gives the id " + std::to_string(id) + " to two tokens, one of them " + excerpt(word)
                       + ".");
        }
        if (!vocabulary.ids.emplace(*bytes, static_cast<TokenId>(id)).second) {
            refuse(vocabFile, "has the token " + excerpt(word) + " twice.");
        }
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
                       + std::to_string(lineNumber) + ", but " + excerpt(line) + ".");
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
