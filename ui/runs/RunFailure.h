// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"

#include <QString>

namespace bathyscope::ui {

/// Why work failed: a kind for the translated headline and the English detail.
struct RunFailure
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail;

    /// What happened in a few translated words: "The file is not what it should be".
    [[nodiscard]] QString headline() const;
};

/// The exception in flight as a value. Call inside a catch block only.
[[nodiscard]] RunFailure currentFailure();

} // namespace bathyscope::ui
