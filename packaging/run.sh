#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds and starts Bathyscope; arguments go to it, from whatever folder. The window without any.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

install_packages
choose_blas
build_release bathyscope
exec "$build/app/bathyscope" "$@"
