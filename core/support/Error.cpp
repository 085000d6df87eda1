// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"

#include "core/support/VisibleText.h"

namespace bathyscope {

Error::Error(ErrorKind kind, const std::string& message)
    : std::runtime_error(visibleText(message)) // it names files, and quotes what stands in them
    , m_kind(kind)
{
}

ErrorKind Error::kind() const noexcept
{
    return m_kind;
}

} // namespace bathyscope
