// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <cstddef>
#include <filesystem>
#include <iterator>

namespace bathyscope::test {

/// An empty folder that is removed with all that is in it.
class TemporaryFolder
{
public:
    [[nodiscard]] std::filesystem::path path() const
    {
        return m_folder.path().toStdString();
    }

    /// Entries that can be seen, whatever their names.
    [[nodiscard]] std::size_t numFiles() const
    {
        const std::filesystem::directory_iterator files(path());
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }

private:
    QTemporaryDir m_folder;
};

} // namespace bathyscope::test
