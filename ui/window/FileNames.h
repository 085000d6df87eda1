// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

class QUrl;

namespace bathyscope::ui {

/// Whether a QString can hold a path, so that it can be remembered as one.
[[nodiscard]] bool isText(const std::filesystem::path& path);

/// The path of a local file's address, byte for byte.
[[nodiscard]] std::filesystem::path pathOf(const QUrl& url);

} // namespace bathyscope::ui
