// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/HubFileInfo.h"

#include "core/support/LowerCase.h"
#include "ui/hub/BlobDigest.h"

#include <string_view>

namespace bathyscope::ui {

namespace {

constexpr std::size_t commitDigits = 40;

/// `W/"abc"` and `"abc"` are abc.
std::string withoutQuotes(QByteArray etag)
{
    if (etag.startsWith("W/")) {
        etag.remove(0, 2);
    }
    if (etag.size() > 1 && etag.startsWith('"') && etag.endsWith('"')) {
        etag = etag.sliced(1, etag.size() - 2);
    }
    return lowerCase(etag.toStdString());
}

bool isCommit(std::string_view text)
{
    return text.size() == commitDigits
        && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

std::optional<HubFileInfo> hubFileInfo(const HttpAnswer& answer)
{
    const QByteArray linkedEtag = answer.header("x-linked-etag");
    const QByteArray linkedSize = answer.header("x-linked-size");
    bool isNumber = false;
    HubFileInfo info {
        .commit = answer.header("x-repo-commit").toStdString(),
        .etag = withoutQuotes(linkedEtag.isEmpty() ? answer.header("etag") : linkedEtag),
        .size = (linkedSize.isEmpty() ? answer.header("content-length") : linkedSize).toULongLong(&isNumber)};
    return isCommit(info.commit) && isBlobName(info.etag) && isNumber ? std::optional(std::move(info))
                                                                      : std::nullopt;
}

} // namespace bathyscope::ui
