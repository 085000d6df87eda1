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
find "$tidy" -name AutogenInfo.json -exec cmake -E cmake_autogen {} Debug \; >/dev/null
run-clang-tidy-14 -quiet -p "$tidy" -extra-arg=-Wno-unknown-warning-option "^$root/(app|core|ui|tests)/.*${1:-}"
