#!/usr/bin/env bash
# One step of a composite action: checks its inputs, finds or builds the tool, and runs it once.
# Inputs arrive as variables only; nothing of them is ever part of a command that a shell reads again.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Exit codes are the tool's: 2 the call is wrong, 3 the surroundings are.
stop() {
  printf '::error title=runbooks::%s\n' "$2"
  printf 'verdict=error\n' >> "${GITHUB_OUTPUT:-/dev/null}"
  exit "$1"
}

# require NAME VALUE WORD…: the value is one of the words.
require() {
  local name=$1 value=$2 word
  shift 2
  for word in "$@"; do
    [ "$value" = "$word" ] && return 0
  done
  stop 2 "The input '$name' must be one of: $*."
}

refuse_control_characters() {
  if [[ $2 == *[[:cntrl:]]* ]]; then
    stop 2 "The input '$1' holds a line break or another control character."
  fi
}

check_inputs() {
  refuse_control_characters path "$RUNBOOKS_PATH"
  refuse_control_characters base "$RUNBOOKS_BASE"
  refuse_control_characters baseline "$RUNBOOKS_BASELINE"
  refuse_control_characters today "$RUNBOOKS_TODAY"
  require mode "$RUNBOOKS_MODE" gate report
  require fail-on "$RUNBOOKS_FAIL_ON" error warning
  require format "$RUNBOOKS_FORMAT" annotations text json
  if [[ -n $RUNBOOKS_TODAY && ! $RUNBOOKS_TODAY =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]]; then
    stop 2 "The input 'today' must be a date like 2026-11-20."
  fi
}

need_dotnet() {
  if ! command -v dotnet > /dev/null; then
    stop 3 "The .NET 10 $1 is missing. Add a step before this one: uses: actions/setup-dotnet with dotnet-version: 10.0.x"
  fi
}

if command -v sha256sum > /dev/null; then sha256=(sha256sum); else sha256=(shasum -a 256); fi

# The program that ships with a release, when every file of it is the one that was signed off.
use_shipped() {
  need_dotnet runtime
  if ! dotnet --list-runtimes | grep -q '^Microsoft\.NETCore\.App 10\.'; then
    stop 3 "The .NET 10 runtime is missing. Add a step before this one: uses: actions/setup-dotnet with dotnet-version: 10.0.x"
  fi
  (cd "$here/dist" && "${sha256[@]}" -c SHA256SUMS > /dev/null 2>&1) ||
    stop 3 "action/dist does not match its SHA256SUMS. Use a release, unchanged."
  # A file that the sums do not name has no business there.
  local named there
  named=$(awk '{ sub(/^\*/, "", $2); sub(/^\.\//, "", $2); print $2 }' "$here/dist/SHA256SUMS" | LC_ALL=C sort)
  there=$(cd "$here/dist" && find . -type f ! -name SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort)
  [ "$named" = "$there" ] || stop 3 "action/dist holds files that its SHA256SUMS does not name. Use a release, unchanged."
  tool=$here/dist/githubops.dll
}

# Everything that the build reads, as one word.
source_hash() {
  (
    cd "$here/.."
    {
      find src/GitHubOps.Core src/GitHubOps.Cli -type f -not -path '*/bin/*' -not -path '*/obj/*' -print
      find src -maxdepth 1 -type f -print
      printf '%s\n' global.json
    } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 "${sha256[@]}" | "${sha256[@]}" | cut -c 1-20
  )
}

# On a branch there is no shipped program: build it once from the source beside this action, for every later run.
use_built() {
  local hash place
  hash=$(source_hash)
  place=${RUNNER_TOOL_CACHE:-${RUNNER_TEMP:-/tmp}}/githubops/$hash
  tool=$place/githubops.dll
  need_dotnet SDK
  [ -f "$place/.complete" ] && return 0
  if ! dotnet --list-sdks | grep -q '^10\.'; then
    stop 3 "The .NET 10 SDK is missing. Add a step before this one: uses: actions/setup-dotnet with dotnet-version: 10.0.x"
  fi
  echo "No shipped program beside this action: building it once from source (tool cache githubops/$hash)."
  local work
  work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/githubops-build.XXXXXX")
  if ! (cd "$here/.." && dotnet build src/GitHubOps.Cli/GitHubOps.Cli.csproj -c Release -p:WithService=false \
    --artifacts-path "$work/artifacts" -v quiet -nologo) > "$work/log" 2>&1; then
    quote "$work/log"
    stop 3 "The tool could not be built from source; the log is above."
  fi
  mkdir -p "$place"
  cp -R "$work/artifacts/bin/GitHubOps.Cli/release/." "$place/"
  touch "$place/.complete"
  rm -rf "$work"
}

# Prints a file whose lines the runner must not read as commands.
quote() {
  local word
  word=githubops-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$word"
  cat "$1"
  printf '\n::%s::\n' "$word"
}

run_tool() {
  local fail_on=$RUNBOOKS_FAIL_ON report=${RUNNER_TEMP:-/tmp}/githubops-runbooks.json
  [ "$RUNBOOKS_MODE" = report ] && fail_on=never
  local words=(runbooks check --format "$RUNBOOKS_FORMAT" --fail-on "$fail_on" --report "$report")
  [ -n "${GITHUB_STEP_SUMMARY:-}" ] && words+=(--summary "$GITHUB_STEP_SUMMARY")
  [ -n "${GITHUB_OUTPUT:-}" ] && words+=(--outputs "$GITHUB_OUTPUT")
  [ -n "$RUNBOOKS_TODAY" ] && words+=("--today=$RUNBOOKS_TODAY")
  [ -n "$RUNBOOKS_BASE" ] && words+=("--base=$RUNBOOKS_BASE")
  [ -n "$RUNBOOKS_BASELINE" ] && words+=("--baseline=$RUNBOOKS_BASELINE")
  local paths=()
  read -r -a paths <<< "$RUNBOOKS_PATH" || true
  [ ${#paths[@]} -gt 0 ] && words+=(-- "${paths[@]}")
  cd "${GITHUB_WORKSPACE:-.}"
  local code=0
  DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet "$tool" "${words[@]}" || code=$?
  if [ "$code" -ge 2 ]; then printf 'verdict=error\n' >> "${GITHUB_OUTPUT:-/dev/null}"; fi
  exit "$code"
}

check_inputs
if [ -f "$here/dist/SHA256SUMS" ]; then use_shipped; else use_built; fi
run_tool
