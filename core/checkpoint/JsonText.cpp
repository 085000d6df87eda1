// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/JsonText.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace bathyscope {

namespace {

using nlohmann::json;

/// With a point or an exponent, so that readers take it for what it is.
std::string numberText(double value)
{
    if (!std::isfinite(value)) {
        return "null";
    }
    std::array<char, 32> digits {}; // the longest has 24
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    std::string text(digits.data(), end);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string leafText(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Appends values one after another.
class JsonWriter
{
public:
    explicit JsonWriter(int indent)
        : m_indent(indent)
    {
    }

    void write(const json& value)
    {
        if (value.is_object()) {
            writeParts(value, '{', '}');
        } else if (value.is_array()) {
            writeParts(value, '[', ']');
        } else {
            m_text += value.is_number_float() ? numberText(value.get<double>()) : leafText(value);
        }
    }

    [[nodiscard]] const std::string& text() const
    {
        return m_text;
    }

private:
    void writeParts(const json& value, char opening, char closing)
    {
        m_text += opening;
        ++m_depth;
        bool isFirst = true;
        for (const auto& [key, part] : value.items()) {
            m_text += isFirst ? "" : ",";
            breakLine();
            if (value.is_object()) {
                m_text += leafText(key) + (m_indent < 0 ? ":" : ": ");
            }
            write(part);
            isFirst = false;
        }
        --m_depth;
        if (!isFirst) {
            breakLine();
        }
        m_text += closing;
    }

    void breakLine()
    {
        if (m_indent >= 0) {
            m_text += '\n';
            m_text.append(static_cast<std::size_t>(m_depth) * static_cast<std::size_t>(m_indent), ' ');
        }
    }

    int m_indent;
    int m_depth = 0;
    std::string m_text;
};

} // namespace

std::string jsonText(const json& value, int indent)
{
    JsonWriter writer(indent);
    writer.write(value);
    return writer.text();
}

} // namespace bathyscope
