// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace bathyscope {

/// What kind of thing went wrong; the window shows a translated headline for each.
enum class ErrorKind
{
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    BadFormat,
    UnsupportedModel,
    InconsistentModel,
    OutOfMemory,
    InvalidRequest,
    Network,
    Internal,
};

/// The only exception that core throws. The message is one English sentence for a person: what, where,
/// expected, found, and what to do where the cure is known. Foreign exceptions are translated where the
/// foreign library is called.
class Error : public std::runtime_error
{
public:
    Error(ErrorKind kind, const std::string& message);

    [[nodiscard]] ErrorKind kind() const noexcept;

private:
    ErrorKind m_kind;
};

} // namespace bathyscope
