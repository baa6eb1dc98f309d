# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
# Sourced by every lab script. LAB_DIR is where the scripts lie, LAB_RUN where one instance keeps its state: certificates,
# ports, the server's data. Several instances run side by side, each with its own LAB_RUN.
LAB_DIR="${LAB_DIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}"
LAB_RUN="${LAB_RUN:-$(cd "$LAB_DIR/../.." && pwd)/.lab}"
LAB_PYTHON="${LAB_PYTHON:-/usr/bin/python3}" # Debian's own: the one that has slixmpp and omemo
LAB_DOMAIN="${LAB_DOMAIN:-chat.lab.test}"
LAB_USERS="${LAB_USERS-alice bob carol}"
LAB_PASSWORD="${LAB_PASSWORD:-secret}"
LAB_CA="$LAB_RUN/ca"
export LAB_DIR LAB_RUN LAB_DOMAIN LAB_CA PYTHONDONTWRITEBYTECODE=1

log() { printf '[lab] %s\n' "$*" >&2; }
die() {
  log "ERROR: $*"
  exit 1
}
# Prints the lines of the calling script that begin with #:
usage() {
  sed -n 's/^#: \{0,1\}//p' "$0" >&2
  exit 2
}
need() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || [ -x "/usr/sbin/$command" ] || die "missing command: $command (run build/lab/install.sh as root)"
  done
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
wait_port() { # PORT [SECONDS]
  local i
  for ((i = 0; i < ${2:-20} * 20; i++)); do
    port_open "$1" && return 0
    sleep 0.05
  done
  return 1
}

# The ports of an instance: LAB_PORT_C2S and its like from the environment, else those that the instance had before, else a
# free block below the range that the kernel gives to outgoing connections. They are kept in $LAB_RUN/ports.
lab_ports() {
  local file="$LAB_RUN/ports" base i
  if [ -z "${LAB_PORT_C2S:-}" ]; then
    if [ ! -s "$file" ]; then
      for ((i = 0; i < 200; i++)); do
        base=$((16000 + (RANDOM % 1600) * 10))
        port_open "$base" || port_open $((base + 1)) || port_open $((base + 2)) || port_open $((base + 3)) || break
      done
      printf 'LAB_PORT_C2S=%d\nLAB_PORT_TLS=%d\nLAB_PORT_HTTP=%d\nLAB_PORT_HTTPS=%d\n' \
        "$base" $((base + 1)) $((base + 2)) $((base + 3)) >"$file"
    fi
    . "$file"
  else
    LAB_PORT_TLS="${LAB_PORT_TLS:-$((LAB_PORT_C2S + 1))}"
    LAB_PORT_HTTP="${LAB_PORT_HTTP:-$((LAB_PORT_C2S + 2))}"
    LAB_PORT_HTTPS="${LAB_PORT_HTTPS:-$((LAB_PORT_C2S + 3))}"
    printf 'LAB_PORT_%s\n' "C2S=$LAB_PORT_C2S" "TLS=$LAB_PORT_TLS" "HTTP=$LAB_PORT_HTTP" "HTTPS=$LAB_PORT_HTTPS" >"$file"
  fi
  export LAB_PORT_C2S LAB_PORT_TLS LAB_PORT_HTTP LAB_PORT_HTTPS
}

pid_alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }
stop_pidfile() { # PIDFILE [SECONDS]: asks, then forces
  local file=$1 seconds=${2:-10} pid i
  [ -s "$file" ] || return 0
  pid=$(cat "$file")
  kill "$pid" 2>/dev/null || {
    rm -f "$file"
    return 0
  }
  for ((i = 0; i < seconds * 20; i++)); do
    kill -0 "$pid" 2>/dev/null || {
      rm -f "$file"
      return 0
    }
    sleep 0.05
  done
  kill -9 "$pid" 2>/dev/null
  rm -f "$file"
}

# What every lab server can: the script that sources this defines start, $pidfile and $state.
lab_command() { # COMMAND
  case "$1" in
    start) start ;;
    stop) stop_pidfile "$pidfile" ;;
    restart)
      stop_pidfile "$pidfile"
      start
      ;;
    reset)
      stop_pidfile "$pidfile"
      rm -rf "$state"
      ;;
    status) pid_alive "$pidfile" && echo "running $(cat "$pidfile")" || echo stopped ;;
    ports) cat "$LAB_RUN/ports" ;;
  esac
}
