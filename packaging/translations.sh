#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings resources/translations/bathyscope_*.ts up to date with the texts in the sources. Ends with status 1 where texts are
# still to be translated (in Qt Linguist, or in the file itself: they are marked "unfinished").
set -euo pipefail
cd "$(dirname "$0")/.."
lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
# Core marks its texts by a macro of its own, since it knows no Qt.
"$lupdate" -silent -recursive ui core -I . -locations none -no-obsolete \
    -tr-function-alias QT_TRANSLATE_NOOP+=BATHYSCOPE_TRANSLATE_NOOP -ts resources/translations/bathyscope_*.ts
left=$(grep -c 'type="unfinished"' resources/translations/bathyscope_*.ts || true)
echo "To be translated: ${left:-0}"
[ "${left:-0}" = 0 ]
