// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/HttpClient.h"

#include <cstdint>
#include <optional>
#include <string>

namespace bathyscope::ui {

/// What the hub says of a file.
struct HubFileInfo
{
    std::string commit;
    std::string etag; ///< its digest (BlobDigest.h)
    std::uint64_t size = 0;
};

/// From the headers of an answer; nothing where they are not a hub's: a commit and a digest are checked,
/// since both become names of files.
[[nodiscard]] std::optional<HubFileInfo> hubFileInfo(const HttpAnswer& answer);

} // namespace bathyscope::ui
