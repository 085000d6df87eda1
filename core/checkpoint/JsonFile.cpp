// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/JsonFile.h"

#include "core/support/Error.h"
#include "core/support/FileProblem.h"
#include "core/support/MistakenFile.h"

#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

namespace bathyscope {

namespace {

constexpr int maxDepth = 64;

} // namespace

std::string readSmallFile(const std::filesystem::path& path, std::uint64_t maxBytes)
{
    std::error_code problem;
    const std::filesystem::file_status status = std::filesystem::status(path, problem);
    if (!std::filesystem::exists(status)) {
        refuseToRead(path, problem.value());
    }
    if (!std::filesystem::is_regular_file(status)) {
        throw Error(ErrorKind::FileUnreadable,
                    "The file " + path.string() + " cannot be read: it is "
                        + (std::filesystem::is_directory(status) ? "a folder." : "not an ordinary file."));
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        refuseToRead(path, errno);
    }
    std::string text;
    std::string piece(std::size_t {1} << 16U, '\0');
    while (file && text.size() <= maxBytes) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) {
        throw Error(ErrorKind::FileUnreadable, "Reading " + path.string() + " failed half-way.");
    }
    if (text.size() > maxBytes) {
        throw Error(ErrorKind::BadFormat,
                    "The file " + path.string() + " has more than " + std::to_string(maxBytes)
                        + " bytes, too many for what it should be.");
    }
    return text;
}

nlohmann::json parseJsonObject(std::string_view text, const std::filesystem::path& path)
{
    const auto refuse = [&path](const std::string& reason) -> Error {
        return {ErrorKind::BadFormat, "The file " + path.string() + " " + reason};
    };
    if (const std::string mistaken = mistakenContent(text); !mistaken.empty()) {
        throw refuse(mistaken);
    }
    try {
        nlohmann::json value = nlohmann::json::parse(
            text, [&refuse](int depth, nlohmann::json::parse_event_t /*event*/, nlohmann::json& /*parsed*/) {
                if (depth > maxDepth) {
                    throw refuse("is nested more than 64 levels deep; get it again.");
                }
                return true;
            });
        if (!value.is_object()) {
            throw refuse("is not a JSON object; get it again.");
        }
        return value;
    } catch (const nlohmann::json::parse_error& error) {
        throw refuse("is not JSON in UTF-8 (near byte " + std::to_string(error.byte) + "); get it again.");
    } catch (const nlohmann::json::exception&) {
        throw refuse("contains a number that is too large; get it again.");
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "There is not enough memory to read " + path.string() + ".");
    }
}

} // namespace bathyscope
