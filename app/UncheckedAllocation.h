// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bathyscope::app {

/// Makes the program end with the sentence about memory and status 1 where a library uses memory that it has
/// asked for and not got, as Qt 6.4 does in places (a font in a PDF, a dashed line): a write near the null
/// pointer when the thread's last error is that there is no memory. Any other fault stays the crash that it
/// is. Files that are being written are nameless until they are whole (AtomicFile), so none is left. To be
/// called once, before there are threads.
void endWithoutMemoryWhereItIsUnchecked();

} // namespace bathyscope::app
