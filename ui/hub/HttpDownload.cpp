// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/HttpDownload.h"

#include <fmt/format.h>

#include <cstdint>

namespace bathyscope::ui {

namespace {

constexpr int statusPartialContent = 206;
constexpr int statusRangeNotSatisfiable = 416;

/// The answer is the rest of a file from that byte on.
bool continuesAt(const HttpAnswer& answer, std::uint64_t firstByte)
{
    const QByteArray start = "bytes " + QByteArray::number(quint64 {firstByte}) + '-';
    return answer.status == statusPartialContent && answer.header("content-range").startsWith(start);
}

void fetchRest(HttpClient& client, HttpRequest request, PartialFile& file,
               const std::function<void()>& advanced, const std::stop_token& stop)
{
    request.firstByte = file.size();
    client.stream(
        request,
        [&file](const HttpAnswer& answer) {
            if (file.size() > 0 && !continuesAt(answer, file.size())) {
                file.restart();
                if (answer.status == statusPartialContent) {
                    throw HttpError(fmt::format("The server {} sent another part of the file than was asked "
                                                "for.",
                                                answer.url.host().toStdString()),
                                    {}, true);
                }
            }
        },
        [&](const QByteArray& piece) {
            file.append(piece);
            advanced();
        },
        stop);
    if (!file.isWhole()) {
        throw HttpError(fmt::format("The server {} sent {} of {} bytes; try again later.",
                                    request.url.host().toStdString(), file.size(), file.wholeSize()),
                        {}, true);
    }
}

} // namespace

void download(HttpClient& client, const HttpRequest& request, PartialFile& file, Retries& retries,
              const std::function<void()>& advanced, const std::stop_token& stop)
{
    std::uint64_t farthest = file.size(); // what comes again after a new start is no progress
    while (!file.isWhole()) {
        try {
            fetchRest(client, request, file, advanced, stop);
        } catch (const HttpError& error) {
            if (file.size() > farthest) {
                retries.madeProgress(file.size() - farthest);
                farthest = file.size();
            }
            if (error.answer().status == statusRangeNotSatisfiable && file.size() > 0) {
                file.restart();
                retries.afterFailure(HttpError(fmt::format("The server {} has less of the file than it had "
                                                           "announced; try again later.",
                                                           request.url.host().toStdString()),
                                               {}, true),
                                     stop);
            } else {
                retries.afterFailure(error, stop);
            }
        }
    }
}

} // namespace bathyscope::ui
