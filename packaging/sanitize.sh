#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# All tests under the address and undefined behaviour sanitizers, then those that cross threads under the thread sanitizer.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

install_packages
choose_blas
cd "$root"
cmake --workflow --preset asan
cmake --workflow --preset tsan
