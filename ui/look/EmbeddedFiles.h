// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace bathyscope::ui {

/// A file of resources/bathyscope.qrc by its name there ("icons/play.svg"), which must exist.
[[nodiscard]] QByteArray embeddedFile(const QString& name);

} // namespace bathyscope::ui
