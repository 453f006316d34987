#!/usr/bin/env bash
# Builds the program that a release carries: one set of files for every system, and SHA256SUMS over them.
# build-dist.sh [FOLDER]    default: dist beside this script
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
out=${1:-$here/dist}
if command -v sha256sum > /dev/null; then sha256=(sha256sum); else sha256=(shasum -a 256); fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The same source gives the same bytes, wherever it lies. The machine code for 64-bit Linux halves the time to the first
# finding there; every other system passes it over and compiles what it needs.
dotnet publish "$root/src/GitHubOps.Cli/GitHubOps.Cli.csproj" -c Release -r linux-x64 --self-contained false \
  -p:PublishReadyToRun=true -p:WithService=false -p:UseAppHost=false \
  -p:DebugType=none -p:Deterministic=true -p:ContinuousIntegrationBuild=true -p:PathMap="$root=/githubops" \
  --artifacts-path "$work/artifacts" -o "$work/out" -v quiet -nologo

rm -rf "$out"
mkdir -p "$out"
cp -R "$work/out/." "$out/"
cd "$out"
find . -type f | sed 's|^\./||' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 "${sha256[@]}" > "$work/SHA256SUMS"
mv "$work/SHA256SUMS" SHA256SUMS
