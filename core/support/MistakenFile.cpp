// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/MistakenFile.h"

#include "core/support/LowerCase.h"

#include <algorithm>

namespace bathyscope {

std::string lfsPointerContent(std::string_view beginning)
{
    return beginning.starts_with("version https://git-lfs.github.com/spec/")
        ? "is a Git LFS pointer, a note that stands for the file; run 'git lfs pull' in its repository to "
          "get the "
          "file itself."
        : std::string();
}

std::string mistakenContent(std::string_view beginning)
{
    if (std::string pointer = lfsPointerContent(beginning); !pointer.empty()) {
        return pointer;
    }
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (beginning.starts_with(byteOrderMark)) {
        beginning.remove_prefix(byteOrderMark.size());
    }
    beginning.remove_prefix(std::min(beginning.find_first_not_of(" \t\r\n"), beginning.size()));
    const std::string tag = lowerCase(beginning.substr(0, mistakenContentBytes));
    return tag.starts_with("<!doctype html") || tag.starts_with("<html")
        ? "is a web page (HTML) that was saved in the file's place; download the file itself, from the hub "
          "with its "
          "download button, or with /resolve/ instead of /blob/ in its address."
        : std::string();
}

} // namespace bathyscope
