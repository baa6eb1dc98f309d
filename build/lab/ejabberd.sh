#!/usr/bin/env bash
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
#: ejabberd.sh start|stop|restart|status|reset|ports
#: ejabberd 24.12 (the installed package) on loopback, run by whoever calls, with its state in $LAB_RUN. It is no Erlang node that
#: others could reach: nothing listens but the two ports for clients. `reset` forgets all accounts; `ports` prints the ports.
#: Switches, read at start and restart:
#:   LAB_PORT_C2S, LAB_PORT_TLS            default: a free block, kept in $LAB_RUN/ports
#:   LAB_CERT=prosody|wrongname|selfsigned|expired   the certificate (prosody, the good one)
#:   LAB_FORMAT=plain|scram  how new passwords are stored: plain offers every SCRAM, scram only the one of LAB_HASH (plain)
#:   LAB_HASH=sha|sha256|sha512            (sha256)
#:   LAB_TLS12=1             TLS 1.2 at most
#:   LAB_CAPTCHA=1           who registers has to say what a picture shows; its text stands in $LAB_RUN/ejabberd/captcha.txt
#:   LAB_SMACKS=SECONDS      how long a lost stream can be resumed (120)
#:   LAB_LOG=debug|info|warning            (info)
#:   LAB_USERS="NAME..."     accounts that exist from the start (alice bob carol), all with LAB_PASSWORD (secret)
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
set -euo pipefail
state="$LAB_RUN/ejabberd"
pidfile="$state/ejabberd.pid"

configure() {
  local certificate="$LAB_CA/${LAB_CERT:-prosody}" more='' captcha='' protected=''
  [ -z "${LAB_TLS12:-}" ] || more=', "no_tlsv1_3"'
  cat "$certificate.crt" "$certificate.key" >"$state/server.pem"
  if [ -n "${LAB_CAPTCHA:-}" ]; then
    captcha_program >"$state/captcha.sh"
    chmod 700 "$state/captcha.sh"
    # The address is for people without the picture; nothing listens there.
    captcha="captcha_cmd: \"$state/captcha.sh\"\ncaptcha_url: \"https://$LAB_DOMAIN/captcha\""
    protected=', captcha_protected: true'
  fi
  sed -e "s|@CAPTCHA@|$captcha|; s|@PROTECTED@|$protected|" \
    -e "s|@DOMAIN@|$LAB_DOMAIN|g; s|@STATE@|$state|; s|@CA@|$LAB_CA|; s|@C2S@|$LAB_PORT_C2S|; s|@TLS@|$LAB_PORT_TLS|" \
    -e "s|@LOG@|${LAB_LOG:-info}|; s|@FORMAT@|${LAB_FORMAT:-plain}|; s|@HASH@|${LAB_HASH:-sha256}|; s|@RESUME@|${LAB_SMACKS:-120}|" \
    -e "s|@MORE_TLS@|$more|" "$LAB_DIR/ejabberd.yml" >"$state/ejabberd.yml"
}

# What ejabberd runs to draw a text: here it draws nothing, and says what it was to draw.
captcha_program() {
  cat <<END
#!/bin/sh
printf %s "\$1" >"$state/captcha.txt"
base64 -d <<PNG
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
PNG
END
}

start() {
  local child libraries
  need erl openssl
  libraries=$(dirname "$(ls -d /usr/lib/*/ejabberd-24.12 2>/dev/null | head -n 1)")
  [ -d "$libraries/ejabberd-24.12" ] || die "ejabberd 24.12 is not installed (run build/lab/install.sh ejabberd as root)"
  if pid_alive "$pidfile"; then
    log "ejabberd is running already, pid $(cat "$pidfile")"
    return 0
  fi
  for port in "$LAB_PORT_C2S" "$LAB_PORT_TLS"; do
    ! port_open "$port" || die "port $port is taken by something else"
  done
  bash "$LAB_DIR/certs.sh"
  mkdir -p "$state/spool"
  chmod 700 "$state"
  rm -f "$pidfile" "$state/ready"
  umask 077
  configure
  # Registering once more what is there already does nothing.
  ERL_LIBS="$libraries" EJABBERD_CONFIG_PATH="$state/ejabberd.yml" EJABBERD_LOG_PATH="$state/ejabberd.log" ERL_CRASH_DUMP_BYTES=0 HOME="$state" \
    LAB_USERS="$LAB_USERS" LAB_PASSWORD="$LAB_PASSWORD" LAB_READY="$state/ready" \
    setsid erl -noinput -mnesia dir "\"$state/spool\"" -s ejabberd -eval '
      Get = fun(Name) -> list_to_binary(os:getenv(Name)) end,
      [ejabberd_auth:try_register(User, Get("LAB_DOMAIN"), Get("LAB_PASSWORD"))
        || User <- binary:split(Get("LAB_USERS"), <<" ">>, [global]), User =/= <<>>],
      ok = file:write_file(os:getenv("LAB_READY"), <<>>).' >"$state/stdout.log" 2>&1 </dev/null &
  child=$!
  echo "$child" >"$pidfile"
  for ((i = 0; i < 600; i++)); do
    [ ! -e "$state/ready" ] || break
    kill -0 "$child" 2>/dev/null || break
    sleep 0.1
  done
  if ! { [ -e "$state/ready" ] && wait_port "$LAB_PORT_C2S" && wait_port "$LAB_PORT_TLS"; }; then
    tail -n 20 "$state/ejabberd.log" "$state/stdout.log" >&2 || true
    stop_pidfile "$pidfile"
    die "ejabberd did not listen"
  fi
  log "ejabberd pid $child, $LAB_DOMAIN: STARTTLS $LAB_PORT_C2S, direct TLS $LAB_PORT_TLS"
}

case "${1:-}" in
  start | stop | restart | status | reset | ports) mkdir -p "$LAB_RUN" && lab_ports ;;
  *) usage ;;
esac
lab_command "$1"
