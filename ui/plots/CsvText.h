// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace bathyscope::ui {

/// A number in the C locale with the digits that read back as the same double; NaN is an empty field.
[[nodiscard]] QString csvNumber(double value);

/// One line, quoted as in RFC 4180: fields with commas, quotes or line breaks. It ends in LF alone, which
/// every reader of CSV takes, rather than the RFC's CRLF, which line-wise tools would leave in the last
/// column.
[[nodiscard]] QString csvLine(const QStringList& fields);

} // namespace bathyscope::ui
