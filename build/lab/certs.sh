#!/usr/bin/env bash
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
#
#: certs.sh    a CA of its own and the server certificates of an instance, in $LAB_RUN/ca; what exists is kept
#:   prosody     good for LAB_DOMAIN, its subdomains and localhost
#:   wrongname   by the same CA, for wrong.invalid
#:   expired     by the same CA, for LAB_DOMAIN, ended yesterday
#:   selfsigned  for LAB_DOMAIN, by nobody
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
set -euo pipefail
[ $# -eq 0 ] || usage
need openssl
mkdir -p "$LAB_CA"
cd "$LAB_CA"
umask 077
new_key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)

[ -s ca.crt ] || openssl req -x509 "${new_key[@]}" -days 3650 -keyout ca.key -out ca.crt -subj "/CN=ChatSecure lab CA" \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
chmod 644 ca.crt

# NAME DOMAIN START END [MORE-ALTERNATIVE-NAMES]; dates as `date -d` reads them
issue() {
  local name=$1 domain=$2 start=$3 end=$4 more=${5:-}
  [ -s "$name.crt" ] && return 0
  local work
  work=$(mktemp -d)
  openssl req -new "${new_key[@]}" -keyout "$name.key" -out "$work/csr" -subj "/CN=lab $name" 2>/dev/null
  cat >"$work/ext" <<X
subjectAltName=DNS:$domain,DNS:*.$domain,otherName:1.3.6.1.5.5.7.8.5;UTF8:$domain,otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_xmpp-client.$domain$more
basicConstraints=CA:FALSE
keyUsage=digitalSignature
extendedKeyUsage=serverAuth,clientAuth
X
  : >"$work/index"
  cat >"$work/cnf" <<X
[ca]
database=$work/index
new_certs_dir=$work
rand_serial=yes
default_md=sha256
policy=any
[any]
commonName=supplied
X
  openssl ca -batch -notext -config "$work/cnf" -name ca -cert ca.crt -keyfile ca.key -in "$work/csr" -extfile "$work/ext" \
    -out "$name.crt" -startdate "$(date -u -d "$start" +%y%m%d%H%M%SZ)" -enddate "$(date -u -d "$end" +%y%m%d%H%M%SZ)" 2>/dev/null
  chmod 644 "$name.crt"
  rm -rf "$work"
}

local_names=",DNS:localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1"
issue prosody "$LAB_DOMAIN" '-1 day' '+800 days' "$local_names"
issue wrongname wrong.invalid '-1 day' '+800 days'
issue expired "$LAB_DOMAIN" '-30 days' '-1 day' "$local_names"
[ -s selfsigned.crt ] || openssl req -x509 "${new_key[@]}" -days 800 -keyout selfsigned.key -out selfsigned.crt \
  -subj "/CN=lab selfsigned" -addext "subjectAltName=DNS:$LAB_DOMAIN" 2>/dev/null
