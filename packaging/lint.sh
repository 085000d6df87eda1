#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-format and clang-tidy over all sources, or those whose path matches an argument: packaging/lint.sh core/text
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

install_packages check
check_format
cd "$root"
cmake --preset dev >/dev/null
# Generated headers and moc's output must exist.
ninja -C build/dev -t targets all | sed -n 's/: phony$//p' | grep '_autogen$' | xargs ninja -C build/dev --quiet

# clang cannot read the precompiled header of g++; the sources include what they need themselves.
mkdir -p build/tidy
sed -E 's/ -include [^ ]*cmake_pch[^ ]*//g; s/ -Winvalid-pch//g; s/ -Werror / /g; s/ -W(duplicated-cond|logical-op)//g' \
    build/dev/compile_commands.json >build/tidy/compile_commands.json
run-clang-tidy-14 -quiet -p build/tidy "^$root/(app|core|ui|tests)/.*${1:-}"
