// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/JsonLines.h"

#include "core/support/Error.h"
#include "core/support/Excerpt.h"

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
        return refuse("is no JSON in UTF-8 from its byte " + std::to_string(position) + " on");
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

std::string textOfLine(std::string_view line, std::size_t number, std::string_view field,
                       std::string_view name)
{
    if (line.size() > maxLineBytes) {
        throw lineError(
            name, number,
            "has more than " + std::to_string(maxLineBytes >> 20U) + " MiB, too many for one text", field);
    }
    FieldReader reader(field);
    nlohmann::json::sax_parse(line.begin(), line.end(), &reader);
    if (const std::string problem = reader.problem(); !problem.empty()) {
        throw lineError(name, number, problem, field);
    }
    return reader.takeText();
}

} // namespace

std::vector<std::string> readJsonLines(std::string_view bytes, std::string_view field, std::string_view name)
{
    std::vector<std::string> texts;
    std::size_t number = 0;
    while (!bytes.empty()) {
        const std::string_view line = takeLine(bytes);
        ++number;
        if (!isBlank(line)) {
            texts.push_back(textOfLine(line, number, field, name));
        }
    }
    if (texts.empty()) {
        throw Error(ErrorKind::BadFormat,
                    std::string(name)
                        + " has no lines; a JSON lines file has an object in each line, such as {\""
                        + std::string(field) + "\": \"…\"}.");
    }
    return texts;
}

std::vector<std::string> jsonLinesFields(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::string_view line = takeLine(bytes);
        if (!isBlank(line)) {
            FieldReader reader({});
            nlohmann::json::sax_parse(line.substr(0, maxLineBytes), &reader);
            return reader.takeStringFields();
        }
    }
    return {};
}

} // namespace bathyscope
