# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2120
# What run.sh, test.sh, lint.sh and .ci/run have in common; to be sourced. Everything said here goes to standard error:
# standard output belongs to the program.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
build=$root/build/release

# Names in debian-packages.txt: those to build and run, and with the argument "check" the others too.
package_names() {
    sed 's/#.*//' "$root/packaging/debian-packages.txt" |
        awk -v kind="${1:-}" 'NF && ($2 == "" || $2 == kind) { print $1 }'
}

# Installs what is missing. One call of dpkg-query where nothing is.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "bathyscope: this is not Debian or a relative of it; please see to the equivalents of packaging/debian-packages.txt." >&2
        return
    fi
    local names installed missing as_root=()
    names=$(package_names "$@")
    # shellcheck disable=SC2086 # one word a package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $names 2>/dev/null | sed -n 's/^installed //p') || true
    missing=$(comm -23 <(sort -u <<<"$names") <(sort -u <<<"$installed") | tr '\n' ' ')
    [[ -n ${missing// } ]] || return 0

    if [[ $EUID -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            echo "bathyscope: these packages are missing; install them as root, then start again:" >&2
            echo "    apt-get install --no-install-recommends $missing" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "bathyscope: installing $missing" >&2
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update >&2 </dev/null || true # a source that does not answer may not be needed
    # shellcheck disable=SC2086
    "${apt[@]}" install -y --no-install-recommends $missing >&2 </dev/null
}

# Lets programs started from here use OpenBLAS (openmp) where the system's choice is another BLAS, and says so.
choose_blas() {
    local openblas system
    for openblas in /usr/lib/*/openblas-openmp/libblas.so.3; do
        [[ -e $openblas ]] || continue
        system=$(dirname "$(dirname "$openblas")")/libblas.so.3
        [[ $(readlink -f "$system") != "$(readlink -f "$openblas")" ]] || continue
        export LD_LIBRARY_PATH=${openblas%/*}${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
        echo "bathyscope: the system's BLAS is $(readlink -f "$system"); using $openblas here. To choose it for all programs:" >&2
        echo "    sudo update-alternatives --config libblas.so.3-$(basename "$(dirname "$system")")" >&2
    done
}

# Configures where that has not been done, and builds the targets given, or all. One at a time: two programs in a pipe both
# come here.
build_release() {
    mkdir -p "$build"
    (
        flock 9
        configure_and_build "$@"
    ) 9>"$build/.lock"
}

configure_and_build() {
    # A newer compiler's new warnings must not stop a user; continuous integration wants to know them.
    [[ -f $build/build.ninja ]] ||
        (cd "$root" && cmake --preset release -DCMAKE_COMPILE_WARNING_AS_ERROR="$([[ -n ${CI:-} ]] && echo ON || echo OFF)") >&2
    if [[ -t 2 || -n ${CI:-} ]]; then
        ninja -C "$build" "$@" >&2
        return
    fi
    local said
    said=$(ninja -C "$build" --quiet "$@" 2>&1) || {
        echo "$said" >&2
        return 1
    }
}

# Every C++ file that git knows is laid out as clang-format 14 would.
check_format() {
    (cd "$root" && git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format-14 --dry-run --Werror)
}
