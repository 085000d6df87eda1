// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace bathyscope::test {

/// A file or folder of tests/data.
inline std::filesystem::path testData(std::string_view name)
{
    return std::filesystem::path(BATHYSCOPE_TEST_DATA) / name;
}

} // namespace bathyscope::test
