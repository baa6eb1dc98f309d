# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
# Sourced by the scripts in build/: set -euo pipefail first. Nothing here writes to standard output: what a script prints there is its own.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
configuration=Release
bin="$root/artifacts/bin"
logs="$root/artifacts/logs"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }
die() {
  say "ERROR: $*"
  exit 1
}

# What the machine must have; parts as in lab/install.sh. Silent and quick when all is there.
setup() {
  command -v dotnet >/dev/null || die "the .NET SDK is missing: version 10, see global.json"
  "$root/build/lab/install.sh" "$@" || die "set-up failed"
}

# LOG COMMAND...: runs quietly; on failure shows the log's errors, or its end
quietly() {
  local log="$logs/$1"
  shift
  mkdir -p "$logs"
  if ! "$@" >"$log" 2>&1 </dev/null 9>&-; then # a build server that stays must not hold the lock
    { grep -E '(: |^)(error|Error) ?' "$log" | sort -u | head -n 40 || tail -n 40 "$log"; } >&2
    say "the whole log: $log"
    return 1
  fi
}

# NAME: is anything that is built newer than the last build called NAME?
stale() {
  local stamp="$root/artifacts/stamps/$1"
  [ -e "$stamp" ] || return 0
  [ -n "$(find "$root"/{src,samples,tests,build} "$root"/{Directory.*,*.sln,global.json,nuget.config,.editorconfig} \
    -newer "$stamp" -not -name '*.md' -print -quit 2>/dev/null)" ]
}

# NAME TARGET...: builds the projects or the solution once; when nothing changed it does not even start dotnet. Calls that come together
# build one after the other.
build_once() {
  local name=$1 stamp="$root/artifacts/stamps/$1" target
  shift
  stale "$name" || return 0
  mkdir -p "$root/artifacts/stamps"
  exec 9>"$root/artifacts/stamps/lock"
  flock 9
  if stale "$name"; then
    touch "$stamp.new"
    for target in "$@"; do
      quietly "build-$name.log" dotnet build "$root/$target" -c $configuration -nologo -v quiet -clp:NoSummary || die "$target does not build"
    done
    mv "$stamp.new" "$stamp"
  fi
  exec 9>&-
}

# PROJECT FOLDER ARG...: compiles a program ahead of time into the folder; no warning is allowed but the known one.
publish_native() {
  local project=$1 out=$2 log
  shift 2
  log="native-$(basename "$project").log"
  # SQLitePCLRaw.provider.dynamic_cdecl finds SQLCipher's functions at run time. Its delegates are static fields of known types, so the native
  # compiler has their marshalling code: build/aot and build/publish open an encrypted profile through them.
  local known='SQLitePCL.SQLite3Provider_dynamic_cdecl.NativeMethods.Load(IGetFunctionPointer,Type)'
  rm -rf "$out"
  quietly "$log" dotnet publish "$root/$project" -c $configuration -o "$out" -nologo -v quiet "$@" || die "$project does not publish"
  if grep -E 'warning IL[0-9]+' "$logs/$log" | grep -vF "$known" >&2; then
    die "a warning that is not known"
  fi
}
