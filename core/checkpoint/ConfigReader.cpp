// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ConfigReader.h"

#include "core/support/Excerpt.h"

namespace bathyscope {

ConfigReader::ConfigReader(const nlohmann::json& object, const std::filesystem::path& path)
    : m_object(object)
    , m_path(path)
{
}

void ConfigReader::refuse(ErrorKind kind, const std::string& reason) const
{
    throw Error(kind, "The model configuration " + m_path.string() + " " + reason);
}

const nlohmann::json* ConfigReader::find(const char* key) const
{
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::size_t> ConfigReader::optionalSize(const char* key, std::uint64_t largest) const
{
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() == 0
        || value->get<std::uint64_t>() > largest) {
        refuse(ErrorKind::BadFormat,
               "has " + std::string(key) + " = " + shown(*value) + "; a whole number from 1 to "
                   + std::to_string(largest) + " is expected.");
    }
    return value->get<std::size_t>();
}

std::size_t ConfigReader::size(const char* key, std::uint64_t largest) const
{
    const std::optional<std::size_t> value = optionalSize(key, largest);
    if (!value) {
        refuse(ErrorKind::BadFormat, "has no " + std::string(key) + "; get the model's config.json again.");
    }
    return *value;
}

double ConfigReader::fraction(const char* key, double missing) const
{
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
        return missing;
    }
    if (!value->is_number() || !(value->get<double>() > 0.0) || !(value->get<double>() < 1.0)) {
        refuse(ErrorKind::BadFormat,
               "has " + std::string(key) + " = " + shown(*value) + "; a number between 0 and 1 is expected.");
    }
    return value->get<double>();
}

std::string ConfigReader::shown(const nlohmann::json& value)
{
    if (value.is_string()) {
        return excerpt(value.get_ref<const std::string&>());
    }
    return value.is_structured() ? (value.is_array() ? "a list" : "an object") : value.dump();
}

} // namespace bathyscope
