#!/usr/bin/env bash
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
#: prosody.sh start|stop|restart|status|reset|ports|register USER PASSWORD|ctl ARG...
#: Prosody 13 (the installed package) on loopback, run by whoever calls, with its state in $LAB_RUN. `reset` forgets all accounts;
#: `ports` prints the instance's ports; `ctl` passes its arguments to prosodyctl.
#: Switches, read at start and restart:
#:   LAB_PORT_C2S, LAB_PORT_TLS, LAB_PORT_HTTP, LAB_PORT_HTTPS   default: a free block, kept in $LAB_RUN/ports
#:   LAB_CERT=prosody|wrongname|selfsigned|expired               the certificate (prosody)
#:   LAB_AUTH=internal_plain|internal_hashed                     hashed: SCRAM-SHA-256 without SCRAM-SHA-1 (internal_plain)
#:   LAB_TLS12=1         TLS 1.2 at most, with channel binding tls-unique
#:   LAB_ENDPOINT=1      announces tls-server-end-point too (Prosody 13.0.1 then refuses it when it is used)
#:   LAB_SASL2=off       login as RFC 6120 has it, and no other
#:   LAB_SMACKS=SECONDS  how long a lost stream can be resumed (120)
#:   LAB_MAM_PAGE=N      longest archive page (50)
#:   LAB_WITHOUT="NAME..."   modules that it shall not have, as if it were older ()
#:   LAB_LOG=debug|info|warn                                     (debug)
#:   LAB_USERS="NAME..." accounts that exist from the start (alice bob carol), all with LAB_PASSWORD (secret)
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
set -euo pipefail
state="$LAB_RUN/prosody"
pidfile="$state/prosody.pid"
config="$LAB_DIR/prosody.cfg.lua"

export LAB_CERT="${LAB_CERT:-prosody}" LAB_AUTH="${LAB_AUTH:-internal_plain}" LAB_LOG="${LAB_LOG:-debug}"
export LAB_SMACKS="${LAB_SMACKS:-120}" LAB_MAM_PAGE="${LAB_MAM_PAGE:-50}" LAB_WITHOUT="${LAB_WITHOUT:-}"
LAB_OS_USER=$(id -un) LAB_OS_GROUP=$(id -gn)
export LAB_OS_USER LAB_OS_GROUP

ctl() { prosodyctl --config "$config" "$@"; }

register_users() { # once for each kind of password store: the hashed one drops the plain passwords that it meets
  local user
  [ "$(cat "$state/users-for" 2>/dev/null)" != "$LAB_AUTH" ] || return 0
  for user in $LAB_USERS; do
    ctl register "$user" "$LAB_DOMAIN" "$LAB_PASSWORD" >/dev/null 2>&1 || die "could not register $user"
  done
  echo "$LAB_AUTH" >"$state/users-for"
}

start() {
  local child port
  need prosody prosodyctl openssl
  case "$(dpkg-query -W -f '${Version}' prosody 2>/dev/null)" in
    0.*) die "the installed Prosody is older than 13 (run build/lab/install.sh as root)" ;;
  esac
  if pid_alive "$pidfile"; then
    log "prosody is running already, pid $(cat "$pidfile")"
    return 0
  fi
  for port in "$LAB_PORT_C2S" "$LAB_PORT_TLS" "$LAB_PORT_HTTP" "$LAB_PORT_HTTPS"; do
    ! port_open "$port" || die "port $port is taken by something else"
  done
  bash "$LAB_DIR/certs.sh"
  mkdir -p "$state/data" "$state/no-certificates"
  chmod 700 "$state"
  rm -f "$pidfile"
  register_users
  setsid prosody --config "$config" -F >"$state/stdout.log" 2>&1 </dev/null &
  child=$!
  if ! { wait_port "$LAB_PORT_C2S" && wait_port "$LAB_PORT_TLS" && wait_port "$LAB_PORT_HTTPS"; } || ! kill -0 "$child" 2>/dev/null; then
    tail -n 20 "$state/prosody.log" "$state/stdout.log" >&2 || true
    kill "$child" 2>/dev/null || true
    die "prosody did not listen"
  fi
  [ -s "$pidfile" ] || echo "$child" >"$pidfile"
  log "prosody pid $(cat "$pidfile"), $LAB_DOMAIN: STARTTLS $LAB_PORT_C2S, direct TLS $LAB_PORT_TLS, https $LAB_PORT_HTTPS"
}

case "${1:-}" in
  start | stop | restart | status | reset | ports | register | ctl) mkdir -p "$LAB_RUN" && lab_ports ;;
  *) usage ;;
esac
case "$1" in
  register)
    [ $# -eq 3 ] || usage
    ctl register "$2" "$LAB_DOMAIN" "$3" >/dev/null
    ;;
  ctl)
    shift
    ctl "$@"
    ;;
  *) lab_command "$1" ;;
esac
