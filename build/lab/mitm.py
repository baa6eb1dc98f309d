#!/usr/bin/python3
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""The man in the middle who strips STARTTLS: relays TCP connections to an XMPP server, takes <starttls/> out of the stream
features and puts an offer of PLAIN in its place, and refuses a client that asks for TLS all the same.

Standard output, one JSON object a line:
  {"event": "listening", "port": N}        from now on clients may come
  {"event": "stripped"}                    the server's offer has been taken out
  {"event": "refused"}                     the client asked for TLS and was told that it failed
  {"event": "caught", "what": ELEMENT}     the client sent ELEMENT (auth, iq, message, presence) in the clear: it lost
  {"event": "closed"}                      the connection is over
Ends with SIGTERM, or with its standard input if that is a pipe.
"""
import argparse
import asyncio
import json
import os
import re
import stat
import sys

STARTTLS = re.compile(rb"<starttls\b[^>]*?(?:/>|>.*?</starttls>)", re.DOTALL)
BAIT = b"<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"
FAILURE = b"<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>"
SECRETS = re.compile(rb"<(auth|authenticate|iq|message|presence)[\s/>]")
FEATURES_END = b"</stream:features>"


def emit(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


async def server_to_client(reader, writer, asked):
    pending = b""
    while data := await reader.read(65536):
        pending += data
        if b"<stream:features" in pending and FEATURES_END not in pending:
            continue  # an element may be cut by a segment's end
        if STARTTLS.search(pending):
            emit("stripped")
            pending = STARTTLS.sub(BAIT, pending)
        writer.write(pending)
        pending = b""
        await writer.drain()
        if asked.is_set():
            refuse(writer)
            return
    writer.write(pending)


def refuse(client):
    emit("refused")
    client.write(FAILURE)


async def client_to_server(reader, writer, client, asked):
    seen = b""
    is_first = True
    while data := await reader.read(65536):
        seen = seen[-64:] + data  # an element's name may be cut as well
        if caught := SECRETS.search(seen):
            emit("caught", what=caught[1].decode())
            return
        if b"<starttls" in seen:
            if not is_first:
                refuse(client)
                return
            # A client may ask together with its header, before it has seen an offer: it gets to see the stripped one first.
            asked.set()
            data = STARTTLS.sub(b"", data)
            seen = b""
        is_first = False
        writer.write(data)
        await writer.drain()


async def relay(client_reader, client_writer, host, port):
    server_writer = None
    try:
        server_reader, server_writer = await asyncio.open_connection(host, port)
        asked = asyncio.Event()
        directions = [
            asyncio.ensure_future(server_to_client(server_reader, client_writer, asked)),
            asyncio.ensure_future(client_to_server(client_reader, server_writer, client_writer, asked)),
        ]
        _, open_ones = await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
        for direction in open_ones:
            direction.cancel()
        await asyncio.gather(*directions, return_exceptions=True)
    except OSError as error:
        print(error, file=sys.stderr)
    for writer in (client_writer, server_writer):
        if writer is not None:
            writer.close()
    emit("closed")


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listen", type=int, default=0, metavar="PORT", help="on loopback; default: a free one")
    parser.add_argument("--to", required=True, metavar="HOST:PORT", help="the real server")
    options = parser.parse_args()
    host, _, port = options.to.rpartition(":")
    server = await asyncio.start_server(lambda r, w: relay(r, w, host, int(port)), "127.0.0.1", options.listen)
    emit("listening", port=server.sockets[0].getsockname()[1])
    if not stat.S_ISFIFO(os.fstat(0).st_mode):
        await server.serve_forever()
    stdin = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stdin), sys.stdin)
    while await stdin.read(4096):
        pass


asyncio.run(main())
