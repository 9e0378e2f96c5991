#!/usr/bin/env bash
# Prints the path of a `kustomize`: the one on the PATH, or the one in the cache, which is built from the Go module when it is
# missing and `go` is there (some minutes, once). Says so and ends with 1 where there is none.
#
# Settings: KUSTOMIZE_VERSION, KUSTOMIZE_HOME (default ~/.cache/customer-profiles/bin).
set -euo pipefail

version=${KUSTOMIZE_VERSION:-v5.8.2}
home=${KUSTOMIZE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/customer-profiles/bin}

if command -v kustomize; then
    exit
fi
if [ ! -x "$home/kustomize" ]; then
    command -v go >/dev/null || { echo "NOT TESTED: there is neither kustomize nor go, so no manifest was built" >&2; exit 1; }
    echo "installing kustomize $version (first use)" >&2
    mkdir -p "$home"
    GOBIN=$home go install "sigs.k8s.io/kustomize/kustomize/v5@$version" >"$home/kustomize.log" 2>&1 ||
        { echo "NOT TESTED: kustomize could not be installed, see $home/kustomize.log" >&2; exit 1; }
fi
echo "$home/kustomize"
