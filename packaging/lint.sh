#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-format and clang-tidy over all sources, or those whose path matches an argument: packaging/lint.sh core/text
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

install_packages check
check_format

# A build folder for clang, where nothing is compiled: without the precompiled header, which only g++ can read, and with moc's
# output, which sources include.
tidy=$root/build/tidy
cmake -G Ninja -S "$root" -B "$tidy" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
find "$tidy" -name AutogenInfo.json -not -path '*_resources*' -exec cmake -E cmake_autogen {} Debug \; >/dev/null

# Only findings in our own files count: clang 14 cannot digest some of libtorch's headers as C++20, and says so, but still
# checks the files that include them.
ours="$root/(app|core|ui|tests)/"
log=$tidy/clang-tidy.log
run-clang-tidy-14 -quiet -p "$tidy" -header-filter="^$ours" -extra-arg=-Wno-unknown-warning-option "^(?=$root/.*${1:-})$ours" \
    2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' >"$log" || true
numFiles=$(grep -c '^clang-tidy-14 ' "$log" || true)
if [[ $numFiles -eq 0 ]] || grep -E -A3 "^${ours}[^:]+:[0-9]+:[0-9]+: (error|warning):" "$log"; then
    echo "bathyscope: clang-tidy looked at $numFiles files and is not content; all it said is in $log." >&2
    exit 1
fi
echo "clang-format and clang-tidy have nothing to say to $numFiles files."
