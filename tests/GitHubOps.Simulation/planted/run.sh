#!/usr/bin/env bash
# Plants each mistake of this folder into a copy of the checkout, one at a time, and plays worlds until one breaks.
# Usage: run.sh [WORLDS [PATCH...]]     (default: 500 worlds each, every patch)
# Ends with 1 when a patch no longer fits, does not build, or is found by no world.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
worlds=${1:-500}
[ $# -gt 0 ] && shift
patches=("$@")
[ "${#patches[@]}" -gt 0 ] || patches=("$here"/*.patch)

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git clone --quiet --shared "$root" "$copy/tree"
cd "$copy/tree"

missed=0
miss() {
  printf '| %s | **%s** | |\n' "$1" "$2"
  missed=$((missed + 1))
}

printf '| Planted | First world that broke | Sentence |\n|---|---|---|\n'
for patch in "${patches[@]}"; do
  name=$(basename "$patch" .patch)
  git checkout --quiet -- .
  if ! git apply "$patch" 2>"$copy/why"; then miss "$name" 'does not fit'; continue; fi
  if ! dotnet build --nologo -v quiet tests/GitHubOps.Simulation >"$copy/why" 2>&1; then
    grep -m 3 'error' "$copy/why" >&2 || true
    miss "$name" 'does not build'
    continue
  fi
  GITHUBOPS_SEEDS=$worlds tests/GitHubOps.Simulation/bin/Debug/net10.0/GitHubOps.Simulation \
    --filter 'FullyQualifiedName~Every_fixed_seed_holds' --progress off >"$copy/played" 2>&1 || true
  first=$(sed -nE 's/.*seed ([0-9]+), step [0-9]+: (.*)$/\1 | \2/p' "$copy/played" | sort -n -u | head -n 1)
  if [ -z "$first" ]; then miss "$name" 'found by no world'; continue; fi
  printf '| %s | %s |\n' "$name" "$first"
done

[ "$missed" -eq 0 ]
