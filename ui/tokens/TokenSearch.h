// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string_view>

namespace bathyscope::ui {

/// Bytes [first, end) of a text.
struct FoundText
{
    std::size_t first = 0;
    std::size_t end = 0;
    bool operator==(const FoundText&) const = default;
};

enum class SearchDirection
{
    Forward,
    Backward,
};

/// The nearest place of `words` that begins at `from` or later (Backward: before it), going round at the
/// text's end; upper and lower case alike. Nothing where there is none, for no words, or if stopped. Bytes
/// that are no UTF-8 match nothing. Any thread.
[[nodiscard]] std::optional<FoundText> findText(std::string_view text, const QString& words, std::size_t from,
                                                SearchDirection direction, const std::stop_token& stop = {});

} // namespace bathyscope::ui
