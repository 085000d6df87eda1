#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds everything and runs all tests but the slow ones; arguments go to ctest (-R tst_Tokenizer).
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

install_packages
choose_blas
build_release
cd "$root"
exec ctest --preset release "$@"
