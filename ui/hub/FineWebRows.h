// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>

namespace bathyscope::ui {

/// The texts in an answer of the dataset server to /rows, as JSON lines with one field, "text". Rows whose
/// text the server has cut are left out. `host` is what messages call the server. Throws Error (Network), one
/// sentence with the next step, for what is no JSON, has another shape, or holds no text.
[[nodiscard]] std::string jsonLinesOfRows(const QByteArray& answer, const std::string& host);

} // namespace bathyscope::ui
