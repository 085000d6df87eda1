#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets (tests/fuzz) and runs each for so many seconds, 60 unless said otherwise: packaging/fuzz.sh [seconds [target...]]
# What they learn stays in build/fuzz/corpus; an input that fails is kept in build/fuzz/findings, and the status is 1.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/setup.sh"

seconds=${1:-60}
[[ $seconds =~ ^[0-9]+$ ]] || {
    echo "bathyscope: packaging/fuzz.sh [seconds [target...]]" >&2
    exit 2
}
shift || true

install_packages
install_packages fuzz
fuzz=$root/build/fuzz
cmake -G Ninja -S "$root" -B "$fuzz" -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -gline-tables-only" -DBATHYSCOPE_FUZZING=ON >/dev/null
ninja -C "$fuzz" --quiet "${@:-fuzz}" fuzz_seeds >&2
"$fuzz/tests/fuzz/fuzz_seeds" "$fuzz/seeds"

targets=("$@")
if [[ ${#targets[@]} -eq 0 ]]; then
    for source in "$root"/tests/fuzz/fuzz_*.cpp; do
        name=$(basename "$source" .cpp)
        [[ $name == fuzz_seeds ]] || targets+=("$name")
    done
fi
mkdir -p "$fuzz/findings"
status=0
for target in "${targets[@]}"; do
    mkdir -p "$fuzz/corpus/$target" "$fuzz/seeds/$target"
    log=$fuzz/$target.log
    verdict=ok
    # An input of 64 KiB at most, 10 s, 2 GB: whatever takes more is a finding.
    (cd "$fuzz" && nice -n 10 "tests/fuzz/$target" -max_total_time="$seconds" -max_len=65536 -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="findings/$target-" "corpus/$target" "seeds/$target") >"$log" 2>&1 || verdict="FAILED, see $log"
    [[ $verdict == ok ]] || status=1
    printf '%-26s %12s executions  %s\n' "$target" "$(awk '/stat::number_of_executed_units/ { print $2 }' "$log")" "$verdict"
done
exit $status
