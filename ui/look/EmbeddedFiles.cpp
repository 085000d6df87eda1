// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/EmbeddedFiles.h"

#include <QFile>

// Resources of a static library are registered by hand; the macro must stand outside namespaces.
static void registerEmbeddedFiles()
{
    Q_INIT_RESOURCE(bathyscope);
}

namespace bathyscope::ui {

QByteArray embeddedFile(const QString& name)
{
    registerEmbeddedFiles();
    QFile file(QStringLiteral(":/") + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "embeddedFile", qPrintable(name));
    return isOpen ? file.readAll() : QByteArray();
}

} // namespace bathyscope::ui
