#!/usr/bin/env bash
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
#: otr_peer.sh       compiles otr_peer.c against the installed libotr, if that is not done yet, and prints where the program is
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
set -euo pipefail
[ $# -eq 0 ] || usage
need gcc
program="$LAB_RUN/otr_peer"
source="$LAB_DIR/otr_peer.c"
if [ ! -x "$program" ] || [ "$source" -nt "$program" ]; then
  mkdir -p "$LAB_RUN"
  # Built beside and moved: two tests may want it at once.
  gcc -O2 -Wall -Wextra -Wno-unused-parameter -o "$program.$$" "$source" -lotr -lgcrypt
  mv "$program.$$" "$program"
fi
echo "$program"
