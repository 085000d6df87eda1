// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/JsonLines.h"

#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/text/MendedJson.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>

namespace bathyscope {

namespace {

constexpr std::size_t maxLineBytes = std::size_t {1} << 26U;
constexpr std::size_t maxDepth = 64;
constexpr std::size_t maxNamedFields = 8; // in a message
constexpr std::string_view replacementCharacter = "\xEF\xBF\xBD";

/// Reads one line's object and keeps the string of one field, without building anything else.
class FieldReader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit FieldReader(std::string_view field)
        : m_field(field)
    {
    }

    /// What is wrong with the line; empty if nothing is.
    [[nodiscard]] std::string problem() const
    {
        if (!m_problem.empty()) {
            return m_problem;
        }
        return m_text ? std::string() : "has no field " + excerpt(m_field) + known();
    }

    /// The problem is one of JSON itself.
    [[nodiscard]] bool isBroken() const
    {
        return m_isBroken;
    }

    [[nodiscard]] std::string takeText()
    {
        return std::move(m_text.value());
    }

    [[nodiscard]] std::vector<std::string> takeStringFields()
    {
        return std::move(m_stringFields);
    }

    bool null() override
    {
        return value("null");
    }
    bool boolean(bool /*value*/) override
    {
        return value("true or false");
    }
    bool number_integer(std::int64_t /*value*/) override
    {
        return value("a number");
    }
    bool number_unsigned(std::uint64_t /*value*/) override
    {
        return value("a number");
    }
    bool number_float(double /*value*/, const std::string& /*text*/) override
    {
        return value("a number");
    }
    bool binary(nlohmann::json::binary_t& /*value*/) override
    {
        return value("binary");
    }
    bool string(std::string& text) override
    {
        if (m_depth == 1) {
            m_stringFields.push_back(m_key);
        }
        if (!isWanted()) {
            return value("a string");
        }
        if (text.find('\0') != std::string::npos) {
            return refuse("has the character U+0000 in its field " + excerpt(m_field)
                          + ", which is in no text");
        }
        m_text = std::move(text);
        return true;
    }
    bool key(std::string& name) override
    {
        m_key = std::move(name);
        if (isWanted() && m_isFound) {
            return refuse("has the field " + excerpt(m_field) + " more than once");
        }
        m_isFound = m_isFound || isWanted();
        return true;
    }
    bool start_object(std::size_t /*size*/) override
    {
        return (m_depth == 0 || value("an object")) && enter();
    }
    bool start_array(std::size_t /*size*/) override
    {
        return value("an array") && enter();
    }
    bool end_object() override
    {
        --m_depth;
        return true;
    }
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override
    {
        m_isBroken = true;
        return refuse("is no JSON from its byte " + std::to_string(position) + " on");
    }

private:
    [[nodiscard]] bool isWanted() const
    {
        return m_depth == 1 && m_key == m_field;
    }

    bool value(const char* what)
    {
        if (m_depth == 0) {
            return refuse("is " + std::string(what));
        }
        return !isWanted()
            || refuse("has " + std::string(what) + " in its field " + excerpt(m_field)
                      + ", where a string is expected");
    }

    bool enter()
    {
        ++m_depth;
        return m_depth <= maxDepth
            || refuse("is nested more than " + std::to_string(maxDepth) + " levels deep");
    }

    bool refuse(std::string problem)
    {
        m_problem = std::move(problem);
        return false; // ends the parsing
    }

    /// "; it has "title", "body"".
    [[nodiscard]] std::string known() const
    {
        std::string text;
        for (std::size_t i = 0; i < std::min(m_stringFields.size(), maxNamedFields); ++i) {
            text += (i == 0 ? "; it has " : ", ") + excerpt(m_stringFields[i]);
        }
        return text;
    }

    std::string_view m_field;
    std::string m_key; ///< of the innermost object
    std::size_t m_depth = 0;
    bool m_isFound = false;
    bool m_isBroken = false;
    std::optional<std::string> m_text;
    std::vector<std::string> m_stringFields;
    std::string m_problem;
};

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// The next line of `rest`, which is moved behind it.
std::string_view takeLine(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

Error lineError(std::string_view name, std::size_t number, const std::string& problem, std::string_view field)
{
    return {ErrorKind::BadFormat,
            "Line " + std::to_string(number) + " of " + std::string(name) + " " + problem
                + "; every line should be a JSON object with its text under " + excerpt(field) + "."};
}

FieldReader readFields(std::string_view line, std::string_view field)
{
    FieldReader reader(field);
    nlohmann::json::sax_parse(line.begin(), line.end(), &reader);
    return reader;
}

std::size_t numReplacementCharacters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(replacementCharacter); at != std::string_view::npos;
         at = text.find(replacementCharacter, at + replacementCharacter.size())) {
        ++count;
    }
    return count;
}

/// How many of them in a mended line's text stand for what was ill-formed: they come twice where the line is
/// mended with two at a time.
std::size_t numReplacedIn(const std::string& text, std::string_view line, std::string_view field)
{
    const std::string twice = std::string(replacementCharacter) + std::string(replacementCharacter);
    FieldReader reader = readFields(mendJson(line, twice).text, field);
    return reader.problem().empty()
        ? numReplacementCharacters(reader.takeText()) - numReplacementCharacters(text)
        : 0;
}

void addLine(JsonLinesTexts& result, std::string_view line, std::size_t begin, std::size_t number,
             std::string_view field, std::string_view name)
{
    if (line.size() > maxLineBytes) {
        throw lineError(
            name, number,
            "has more than " + std::to_string(maxLineBytes >> 20U) + " MiB, too many for one text", field);
    }
    FieldReader reader = readFields(line, field);
    std::size_t firstReplaced = 0;
    bool hasReplaced = false;
    if (reader.isBroken()) {
        const MendedJson mended = mendJson(line, replacementCharacter);
        reader = readFields(mended.text, field);
        hasReplaced = mended.firstReplaced.has_value();
        firstReplaced = begin + mended.firstReplaced.value_or(0);
    }
    if (const std::string problem = reader.problem(); !problem.empty()) {
        throw lineError(name, number, problem, field);
    }
    result.texts.push_back(reader.takeText());
    const std::size_t numReplaced = hasReplaced ? numReplacedIn(result.texts.back(), line, field) : 0;
    if (result.numReplaced == 0 && numReplaced > 0) {
        result.firstReplacedByte = firstReplaced;
    }
    result.numReplaced += numReplaced;
}

} // namespace

JsonLinesTexts readJsonLines(std::string_view bytes, std::string_view field, std::string_view name)
{
    JsonLinesTexts result;
    std::string_view rest = bytes;
    std::size_t number = 0;
    while (!rest.empty()) {
        const std::size_t begin = bytes.size() - rest.size();
        const std::string_view line = takeLine(rest);
        ++number;
        if (!isBlank(line)) {
            addLine(result, line, begin, number, field, name);
        }
    }
    if (result.texts.empty()) {
        throw Error(ErrorKind::BadFormat,
                    std::string(name)
                        + " has no lines; a JSON lines file has an object in each line, such as {\""
                        + std::string(field) + "\": \"…\"}.");
    }
    return result;
}

std::vector<std::string> jsonLinesFields(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::string_view line = takeLine(bytes);
        if (!isBlank(line)) {
            const std::string_view beginning = line.substr(0, maxLineBytes);
            FieldReader reader = readFields(beginning, {});
            return reader.isBroken()
                ? readFields(mendJson(beginning, replacementCharacter).text, {}).takeStringFields()
                : reader.takeStringFields();
        }
    }
    return {};
}

} // namespace bathyscope
