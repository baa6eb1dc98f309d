#!/usr/bin/env bash
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
#: install.sh [server] [ejabberd] [sqlcipher] [keys] [peers] [otr] [browser] [terminal] [aot] [fuzz]      (no argument: all but aot and fuzz)
#: Installs what tests and development need on Debian 12, as root. What is there already is left alone: then it needs neither
#: root nor network. No service is started or left enabled. Where the packages come from is read from the machine's apt sources.
#:   server     Prosody 13 (bookworm-backports), openssl
#:   ejabberd   ejabberd 24.12 (bookworm-backports), openssl
#:   sqlcipher  SQLCipher 4.6: the library and its command line tool (bookworm-backports)
#:   keys       a Secret Service that runs without a screen, and the reference Argon2
#:   peers      a foreign OMEMO client: slixmpp and python-omemo
#:   otr        libotr and a compiler for the peer around it
#:   browser    Chromium, and fonts for what is written to it
#:   terminal   tmux, which drives the terminal app
#:   aot        a linker for ahead-of-time compilation
#:   fuzz       AFL++, which build/fuzz drives
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
codename=bookworm
backports=$codename-backports

log() { printf '[lab] %s\n' "$*" >&2; }
die() {
  log "ERROR: $*"
  exit 1
}

# NAME>=VERSION comes from backports
declare -A parts=(
  [server]="prosody>=13 prosody-modules>=0.0~hg2025 lua5.4 lua-sec lua-socket lua-expat lua-filesystem lua-event lua-unbound lua-readline openssl procps"
  [ejabberd]="ejabberd>=24.12 openssl procps"
  [sqlcipher]="libsqlcipher1>=4.6 sqlcipher>=4.6"
  [keys]="argon2 dbus-daemon gnome-keyring libsecret-1-0"
  [peers]="python3 python3-slixmpp python3-slixmpp-lib python3-omemo python3-oldmemo python3-twomemo python3-xmlschema"
  [otr]="gcc libc6-dev libotr5-dev libgcrypt20-dev"
  [browser]="chromium fonts-dejavu-core fonts-noto-color-emoji"
  [terminal]="tmux"
  [aot]="gcc libc6-dev zlib1g-dev"
  [fuzz]="afl++"
)
[ $# -gt 0 ] || set -- server ejabberd sqlcipher keys peers otr browser terminal
wanted=()
for part in "$@"; do
  if [ -z "${parts[$part]:-}" ]; then
    sed -n 's/^#: \{0,1\}//p' "$0" >&2
    exit 2
  fi
  read -ra names <<<"${parts[$part]}"
  wanted+=("${names[@]}")
done

version() { dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1" 2>/dev/null | sed -n 's/^installed //p' | head -n 1; }
missing=()
for entry in "${wanted[@]}"; do
  name=${entry%%>=*}
  have=$(version "$name" || true)
  if [ "$name" = "$entry" ]; then
    [ -n "$have" ] || missing+=("$name")
  else
    [ -n "$have" ] && dpkg --compare-versions "$have" ge "${entry#*>=}" || missing+=("$name/$backports")
  fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

[ "$(id -u)" = 0 ] || die "run as root; missing: ${missing[*]}"
. /etc/os-release
[ "${VERSION_CODENAME:-}" = $codename ] || die "this is for Debian 12 ($codename), not ${PRETTY_NAME:-this system}; missing: ${missing[*]}"

# The backports suite lies beside the main one: same address, same keyring.
add_backports() {
  local file out=/etc/apt/sources.list.d/chatsecure-backports
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -s "$file" ] || continue
    awk -v suite=$codename -v backports=$backports '
      function stanza_ends(  i, types, suites, off, skip) {
        for (i = 1; i <= n; i++) {
          if (line[i] ~ /^Types:/) types = " " substr(line[i], 7) " "
          if (line[i] ~ /^Suites:/) suites = " " substr(line[i], 8) " "
          if (line[i] ~ /^Enabled: *(no|false|0)/) off = 1
        }
        if (!done && !off && types ~ /[ \t]deb[ \t]/ && suites ~ ("[ \t]" suite "[ \t]")) {
          done = 1
          print "Types: deb\nSuites: " backports "\nComponents: main"
          for (i = 1; i <= n; i++) {
            if (line[i] !~ /^[ \t]/) skip = line[i] ~ /^(Types|Suites|Components|Enabled|X-[^:]*):/
            if (!skip) print line[i]
          }
        }
        n = 0
      }
      /^#/ { next }
      /^[ \t]*$/ { stanza_ends(); next }
      { line[++n] = $0 }
      END { stanza_ends() }' "$file" >"$out.new"
    [ ! -s "$out.new" ] || { mv "$out.new" "$out.sources" && return 0; }
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do # the older format: deb [options] address suite part...
    [ -s "$file" ] || continue
    sed -nE "s/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+$codename[[:space:]].*/deb \1\2 $backports main/p" "$file" |
      head -n 1 >"$out.new"
    [ ! -s "$out.new" ] || { mv "$out.new" "$out.list" && return 0; }
  done
  rm -f "$out.new"
  die "found no '$codename' in this machine's apt sources"
}
case "${missing[*]}" in
  */"$backports"*) apt-get indextargets --format '$(SUITE) $(CODENAME) $(RELEASE)' 2>/dev/null | grep -qw -- $backports || add_backports ;;
esac

# No package may start its service while we install; one that was there before stays as it was.
services=()
for name in prosody ejabberd; do
  [ -n "$(version $name || true)" ] || services+=("$name")
done
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt=(apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
"${apt[@]}" update >&2 || log "apt-get update had errors; going on with what it got"
log "installing: ${missing[*]}"
install=(install -y --no-install-recommends -o Dpkg::Options::=--force-confold)
# ejabberd's libraries come from backports with it, which only -t tells apt; nothing else may follow it there.
for i in "${!missing[@]}"; do
  [[ ${missing[i]} == ejabberd/* ]] || continue
  "${apt[@]}" -t "$backports" "${install[@]}" "${missing[i]}" >&2
  unset "missing[i]"
done
[ ${#missing[@]} -eq 0 ] || "${apt[@]}" "${install[@]}" "${missing[@]}" >&2
for name in "${services[@]}"; do
  [ -n "$(version "$name" || true)" ] || continue
  update-rc.d "$name" disable >/dev/null 2>&1 || true
  [ ! -d /run/systemd/system ] || systemctl disable --now "$name" >/dev/null 2>&1 || true
done
