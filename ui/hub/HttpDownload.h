// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/HttpClient.h"
#include "ui/hub/PartialFile.h"
#include "ui/hub/Retries.h"

#include <functional>
#include <stop_token>

namespace bathyscope::ui {

/// Fetches a file of known size into its partial file until it is whole: goes on where the file ends, also
/// after the connection was cut or has stalled, and begins anew where the server cannot do that. `advanced`
/// is called after every piece. Throws Error, also where the server sends too much or, time and again, too
/// little; FetchStopped as soon as a stop is requested. What has come stays in the partial file.
void download(HttpClient& client, const HttpRequest& request, PartialFile& file, Retries& retries,
              const std::function<void()>& advanced, const std::stop_token& stop);

} // namespace bathyscope::ui
