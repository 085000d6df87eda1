// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GoToRow.h"

#include <QChar>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr QChar ellipsis(0x2026);

/// Enough for a text to be drawn whole: its advance is rounded, and might be rounded down.
int roomFor(const QString& text, const QFontMetrics& metrics)
{
    return text.isEmpty() ? 0 : metrics.horizontalAdvance(text) + 1;
}

/// Characters [begin, end), with an ellipsis for what is left out at either end; no half of a surrogate pair.
QString cut(const QString& text, qsizetype begin, qsizetype end)
{
    begin += begin < end && begin > 0 && text[begin].isLowSurrogate() ? 1 : 0;
    end -= end > begin && end < text.size() && text[end].isLowSurrogate() ? 1 : 0;
    QString shown = text.sliced(begin, end - begin);
    if (begin > 0) {
        shown.prepend(ellipsis);
    }
    if (end < text.size()) {
        shown.append(ellipsis);
    }
    return shown;
}

/// The largest number up to `most` that fits; 0 does.
template <class Fits>
qsizetype largestThat(const Fits& fits, qsizetype most)
{
    qsizetype least = 0;
    while (least < most) {
        const qsizetype middle = (least + most + 1) / 2;
        if (fits(middle)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    return least;
}

} // namespace

QString elidedAround(const QString& text, KeptPart kept, const QFontMetrics& metrics, int width)
{
    if (roomFor(text, metrics) <= width) {
        return text;
    }
    if (kept.length <= 0 || kept.begin < 0 || kept.begin + kept.length > text.size()) {
        return metrics.elidedText(text, Qt::ElideRight, width);
    }
    qsizetype before = 0; // characters in sight on either side
    qsizetype behind = 0;
    const qsizetype keptEnd = kept.begin + kept.length;
    const auto shown = [&] { return cut(text, kept.begin - before, keptEnd + behind); };
    if (roomFor(shown(), metrics) > width) {
        return metrics.elidedText(shown(), Qt::ElideRight, width);
    }
    const auto fits = [&](qsizetype numBefore, qsizetype numBehind) {
        return roomFor(cut(text, kept.begin - numBefore, keptEnd + numBehind), metrics) <= width;
    };
    const qsizetype mostBefore = kept.begin;
    const qsizetype mostBehind = text.size() - keptEnd;
    before = behind = largestThat([&](qsizetype n) { return fits(n, n); }, std::min(mostBefore, mostBehind));
    // One side may have come to its end, or have room for another character.
    before = before + largestThat([&](qsizetype n) { return fits(before + n, behind); }, mostBefore - before);
    behind = behind + largestThat([&](qsizetype n) { return fits(before, behind + n); }, mostBehind - behind);
    return shown();
}

GoToRow goToRow(const QString& title, const QString& preview, KeptPart kept, const QFontMetrics& metrics,
                int width, int gap)
{
    const int wantedTitle = roomFor(title, metrics);
    const int wantedPreview = roomFor(preview, metrics);
    const int room = wantedPreview > 0 ? std::max(0, width - gap) : width;
    const int leastPreview = std::min(wantedPreview, room / 3);
    GoToRow row;
    row.titleWidth = std::min(wantedTitle, room - leastPreview);
    row.previewWidth = std::min(wantedPreview, room - row.titleWidth);
    row.title = elidedAround(title, {}, metrics, row.titleWidth);
    row.preview = elidedAround(preview, kept, metrics, row.previewWidth);
    return row;
}

} // namespace bathyscope::ui
