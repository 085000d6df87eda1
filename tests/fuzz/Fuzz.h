// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"
#include "core/support/VisibleText.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

/// What libFuzzer calls with every input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace bathyscope::fuzz {

/// The input as text.
inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

/// Does the work, which an Error may end: a sentence that a terminal can show. Any other exception ends the
/// program, as a signal and a sanitizer do.
template <typename Work>
void mayRefuse(Work&& work)
{
    try {
        work();
    } catch (const Error& error) {
        const std::string_view sentence = error.what();
        if (sentence.empty() || visibleText(sentence) != sentence) {
            std::abort();
        }
    }
}

/// A folder of this process, in memory where the machine has such a place, removed at its end.
class Folder
{
public:
    Folder()
        : m_path((std::filesystem::exists("/dev/shm") ? std::filesystem::path("/dev/shm")
                                                      : std::filesystem::temp_directory_path())
                 / ("bathyscope-fuzz-" + std::to_string(getpid())))
    {
        std::filesystem::create_directories(m_path);
    }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const
    {
        return m_path;
    }

    /// Writes a file of the folder and returns its path.
    [[nodiscard]] std::filesystem::path write(const char* name, std::string_view bytes) const
    {
        std::filesystem::path file = m_path / name;
        std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return file;
    }

private:
    std::filesystem::path m_path;
};

/// Takes what stands before the next NUL byte of the input; an input for several files has one between them.
inline std::string_view takePart(std::string_view& input)
{
    const std::size_t end = std::min(input.find('\0'), input.size());
    const std::string_view part = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    return part;
}

} // namespace bathyscope::fuzz
