// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FileNames.h"

#include "core/support/Utf8.h"

#include <QByteArray>
#include <QUrl>

namespace bathyscope::ui {

bool isText(const std::filesystem::path& path)
{
    return wellFormedPrefixSize(path.native()) == path.native().size();
}

std::filesystem::path pathOf(const QUrl& url)
{
    return QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()).toStdString();
}

} // namespace bathyscope::ui
