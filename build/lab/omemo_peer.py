#!/usr/bin/python3
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""A foreign OMEMO client for interoperability tests: slixmpp carries, python-omemo with oldmemo and twomemo encrypts.

Publishes one device in eu.siacs.conversations.axolotl ("old") and urn:xmpp:omemo:2 ("new"), trusts every device blindly and
answers each decrypted body with "echo: BODY" in the namespace it came in. Standard output: one JSON event a line. Standard
input: one JSON command a line:
  {"cmd": "send", "to": JID, "body": TEXT, "ns": "old" | "new"}    encrypts and sends; "asks": true for a receipt and a marker
  {"cmd": "plain", "to": JID, "body": TEXT}                         sends in the clear
  {"cmd": "devices", "jid": JID}   {"cmd": "subscribe", "jid": JID}   {"cmd": "quit"}
"""
import argparse
import asyncio
import json
import os
import random
import string
import sys
import xml.etree.ElementTree as ET

import slixmpp
from slixmpp.exceptions import IqError
from slixmpp.util.sasl import mechanisms
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

import oldmemo
import oldmemo.etree
import omemo
import twomemo
import twomemo.etree
from omemo.storage import Just, Nothing, Storage

OLD, NEW = "eu.siacs.conversations.axolotl", "urn:xmpp:omemo:2"
CODEC = {OLD: oldmemo.etree, NEW: twomemo.etree}
LIST_NODE = {OLD: OLD + ".devicelist", NEW: NEW + ":devices"}
SCE, CLIENT, PUBSUB = "urn:xmpp:sce:1", "jabber:client", "http://jabber.org/protocol/pubsub"
REPORTS = {
    "receipt": "{urn:xmpp:receipts}received",
    "displayed": "{urn:xmpp:chat-markers:0}displayed",
    "composing": "{http://jabber.org/protocol/chatstates}composing",
}
FALLBACK = "I sent you an OMEMO encrypted message but your client doesn't seem to support that."
NO_SUCH_NODE = ("item-not-found", "forbidden", "not-authorized", "feature-not-implemented", "service-unavailable")


def emit(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def problem(where, error, **fields):
    emit("error", where=where, error=repr(error), cause=repr(error.__cause__), **fields)


def without_channel_binding(client):
    """slixmpp 1.8 offers tls-unique on every connection, which TLS 1.3 does not have and Prosody therefore refuses."""
    setup = mechanisms.SCRAM.setup

    def unbound(self, name):
        self.credentials["channel_binding"] = b""
        return setup(self, name)

    mechanisms.SCRAM.setup = unbound
    client["feature_mechanisms"].use_mechs = {"SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1"}


class FileStorage(Storage):
    """Keys and sessions as one JSON file, or in memory without a path."""

    def __init__(self, path):
        super().__init__()
        self.path, self.values = path, {}
        if path and os.path.exists(path):
            with open(path) as file:
                self.values = json.load(file)

    def flush(self):
        if self.path:
            with open(self.path + ".new", "w") as file:
                json.dump(self.values, file)
            os.replace(self.path + ".new", self.path)

    async def _load(self, key):
        return Just(self.values[key]) if key in self.values else Nothing()

    async def _store(self, key, value):
        self.values[key] = value
        self.flush()

    async def _delete(self, key):
        self.values.pop(key, None)
        self.flush()


class Peer(slixmpp.ClientXMPP):
    def __init__(self, options):
        super().__init__(options.jid, options.password)
        without_channel_binding(self)
        self.options = options
        self.ca_certs = options.ca
        self.namespaces = [ns for name, ns in (("old", OLD), ("new", NEW)) if options.only in (None, name)]
        self.sessions, self.ready, self.tasks = None, asyncio.Event(), set()
        self.roster.auto_authorize = self.roster.auto_subscribe = True
        for plugin in ("xep_0004", "xep_0030", "xep_0060", "xep_0115", "xep_0163", "xep_0199", "xep_0280", "xep_0297"):
            self.register_plugin(plugin)
        for ns in self.namespaces:
            self["xep_0163"].add_interest(LIST_NODE[ns])
            self.register_handler(Callback("encrypted " + ns, MatchXPath("{%s}message/{%s}encrypted" % (CLIENT, ns)), lambda message, ns=ns: self.on_encrypted(message, ns)))
        for name, element in REPORTS.items():
            self.register_handler(Callback(name, MatchXPath("{%s}message/%s" % (CLIENT, element)), lambda message, name=name: self.on_report(message, name)))
        self.register_handler(Callback("pep", MatchXPath("{%s}message/{%s#event}event" % (CLIENT, PUBSUB)), self.on_event))
        self.add_event_handler("session_start", self.on_start)
        self.add_event_handler("failed_auth", lambda _: emit("failed_auth"))
        self.add_event_handler("connection_failed", lambda error: emit("connection_failed", error=str(error)))
        self.add_event_handler("message", self.on_plain)
        self.add_event_handler("carbon_received", lambda m: self.on_carbon(m["carbon_received"], "received"))
        self.add_event_handler("carbon_sent", lambda m: self.on_carbon(m["carbon_sent"], "sent"))

    def spawn(self, coroutine):
        task = asyncio.ensure_future(coroutine)  # asyncio itself keeps only a weak reference
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def on_start(self, _):
        emit("login", jid=str(self.boundjid), tls=self.transport.get_extra_info("ssl_object").version(), mechanism=self["feature_mechanisms"].mech.name)
        self.send_presence()
        await self.get_roster()
        await self["xep_0280"].enable()
        storage = FileStorage(self.options.store)
        make = {OLD: oldmemo.Oldmemo, NEW: twomemo.Twomemo}
        try:
            backends = [make[ns](storage) for ns in self.namespaces]
            self.sessions = await session_manager(self).create(backends, storage, self.boundjid.bare, "lab python-omemo", "blind")
            await self.sessions.after_history_sync()
            await self.sessions.ensure_data_consistency()  # a kept store before an emptied server: publishes again what is missing
        except Exception as error:
            problem("start", error)
            self.disconnect()
            return
        own, _ = await self.sessions.get_own_device_information()
        fingerprint = "".join(self.sessions.format_identity_key(own.identity_key))
        emit("omemo_ready", device=own.device_id, namespaces=sorted(own.namespaces), fingerprint=fingerprint)
        self.ready.set()
        self.spawn(self.read_commands())

    # PEP

    async def publish(self, node, item, payload, **options):
        form = self["xep_0004"].make_form("submit")
        form.add_field("FORM_TYPE", "hidden", value=PUBSUB + "#publish-options")
        for name, value in {"access_model": "open", "persist_items": "true", **options}.items():
            form.add_field("pubsub#" + name, value=value)
        iq = self.make_iq_set()
        pubsub = ET.SubElement(iq.xml, "{%s}pubsub" % PUBSUB)
        ET.SubElement(ET.SubElement(pubsub, "{%s}publish" % PUBSUB, node=node), "{%s}item" % PUBSUB, id=item).append(payload)
        ET.SubElement(pubsub, "{%s}publish-options" % PUBSUB).append(form.xml)
        await iq.send(timeout=10)

    async def items(self, jid, node, item=None):
        iq = self.make_iq_get(ito=jid)
        request = ET.SubElement(ET.SubElement(iq.xml, "{%s}pubsub" % PUBSUB), "{%s}items" % PUBSUB, node=node)
        if item:
            ET.SubElement(request, "{%s}item" % PUBSUB, id=item)
        try:
            result = await iq.send(timeout=10)
        except IqError as error:
            if error.condition in NO_SUCH_NODE:
                return []
            raise
        return [found[0] for found in result.xml.iter("{%s}item" % PUBSUB) if len(found)]

    def on_event(self, message):
        for items in message.xml.iter("{%s#event}items" % PUBSUB):
            for ns in self.namespaces:
                if items.get("node") == LIST_NODE[ns]:
                    for item in items:
                        if len(item):
                            self.spawn(self.update_devices(ns, message["from"].bare or self.boundjid.bare, item[0]))

    async def update_devices(self, ns, jid, element):
        try:
            devices = CODEC[ns].parse_device_list(element)
            emit("devicelist", ns=ns, jid=jid, devices=sorted(devices))
            await self.ready.wait()
            await self.sessions.update_device_list(ns, jid, devices)
        except Exception as error:
            problem("devicelist", error, jid=jid, ns=ns)

    # messages

    def on_plain(self, message):
        encrypted = any(message.xml.find("{%s}encrypted" % ns) is not None for ns in (OLD, NEW))
        if message["body"] and not encrypted:
            emit("plain", type=message["type"], **{"from": str(message["from"])}, body=message["body"])

    @staticmethod
    def on_report(message, name):
        emit("clear_report", report=name, **{"from": str(message["from"])}, id=message.xml.find(REPORTS[name]).get("id"))

    def on_carbon(self, message, carbon):
        for ns in self.namespaces:
            if message.xml.find("{%s}encrypted" % ns) is not None:
                self.on_encrypted(message, ns, carbon)

    def on_encrypted(self, message, ns, carbon=None):
        if message["type"] == "error":
            emit("bounce", **{"from": str(message["from"])}, error=message["error"]["condition"])
        else:
            self.spawn(self.decrypt(message, ns, carbon))

    async def decrypt(self, message, ns, carbon):
        await self.ready.wait()
        sender = message["from"].bare
        element = message.xml.find("{%s}encrypted" % ns)
        own, _ = await self.sessions.get_own_device_information()
        with_key = [space for space in self.namespaces if self.has_key(message, space, own.device_id)]
        if with_key and ns not in with_key:
            return  # the same message for devices that speak the other namespace
        try:
            if ns == OLD:
                parsed = await oldmemo.etree.parse_message(element, sender, self.boundjid.bare, self.sessions)
            else:
                parsed = twomemo.etree.parse_message(element, sender)
            plaintext, device, _ = await self.sessions.decrypt(parsed)
            body, reports = None, {}
            if plaintext is not None and ns == OLD:
                body = plaintext.decode()
            elif plaintext is not None:
                content = ET.fromstring(plaintext).find("{%s}content" % SCE)
                body = content.findtext("{%s}body" % CLIENT)
                reports = {name: content.find(element).get("id") for name, element in REPORTS.items() if content.find(element) is not None}
            kex = any(exchange is not None for _, exchange in parsed.keys)
            emit("decrypted", ns=ns, **{"from": str(message["from"])}, device=device.device_id, kex=kex, carbon=carbon, body=body, reports=reports, id=message["id"])
            if body and not self.options.no_echo and not body.startswith("echo: ") and not carbon:
                await self.send_encrypted(sender, "echo: " + body, [ns])
        except Exception as error:
            emit("decrypt_error", ns=ns, **{"from": str(message["from"])}, error=repr(error), cause=repr(error.__cause__), carbon=carbon)

    @staticmethod
    def has_key(message, ns, device):
        element = message.xml.find("{%s}encrypted" % ns)
        return element is not None and any(key.get("rid") == str(device) for key in element.iter("{%s}key" % ns))

    async def send_encrypted(self, jid, body, namespaces, asks=False):
        for ns in self.namespaces:
            await self.sessions.refresh_device_list(ns, jid)
        envelope = ET.Element("{%s}envelope" % SCE)
        content = ET.SubElement(envelope, "{%s}content" % SCE)
        ET.SubElement(content, "{%s}body" % CLIENT).text = body
        if asks:
            content.extend(asking())
        ET.SubElement(envelope, "{%s}rpad" % SCE).text = "".join(random.choices(string.ascii_letters, k=random.randint(1, 50)))
        ET.SubElement(envelope, "{%s}from" % SCE, jid=self.boundjid.bare)
        plaintext = {OLD: body.encode(), NEW: ET.tostring(envelope)}
        messages, errors = await self.sessions.encrypt(frozenset([jid]), {ns: plaintext[ns] for ns in namespaces}, backend_priority_order=namespaces)
        for error in errors:
            emit("warning", ns=error.namespace, jid=error.bare_jid, device=error.device_id, error=repr(error.exception))
        for message in messages:
            stanza = self.put(message, jid, fallback=message.namespace == OLD, asks=asks and message.namespace == OLD)
            devices = sorted(keys.device_id for keys, _ in message.keys)
            emit("sent", ns=message.namespace, to=jid, body=body, devices=devices, kex=any(kex is not None for _, kex in message.keys), id=stanza["id"])

    def put(self, message, jid, fallback, asks=False):
        stanza = self.make_message(mto=jid, mtype="chat")
        stanza["id"] = self.new_id()
        stanza.xml.append(CODEC[message.namespace].serialize_message(message))
        if fallback:
            ET.SubElement(stanza.xml, "{%s}body" % CLIENT).text = FALLBACK
        ET.SubElement(stanza.xml, "{urn:xmpp:eme:0}encryption", namespace=message.namespace, name="OMEMO")
        ET.SubElement(stanza.xml, "{urn:xmpp:hints}store")
        if asks:
            stanza.xml.extend(asking())
        stanza.send()
        return stanza

    # standard input

    async def read_commands(self):
        reader = asyncio.StreamReader()
        loop = asyncio.get_event_loop()
        self.stdin_transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            try:
                command = json.loads(line)
                if command["cmd"] == "quit":
                    break
                await self.obey(command)
            except Exception as error:
                problem("command", error)
        await self.disconnect(wait=1)
        loop.stop()

    async def obey(self, command):
        name = command["cmd"]
        if name == "send":
            namespaces = {"old": [OLD], "new": [NEW]}.get(command.get("ns"), list(reversed(self.namespaces)))
            await self.send_encrypted(command["to"], command["body"], namespaces, command.get("asks", False))
        elif name == "plain":
            self.send_message(mto=command["to"], mbody=command["body"], mtype="chat")
        elif name == "subscribe":
            self.send_presence(pto=command["jid"], ptype="subscribe")
        elif name == "devices":
            for ns in self.namespaces:
                await self.sessions.refresh_device_list(ns, command["jid"])
            devices = await self.sessions.get_device_information(command["jid"])
            emit("devices", jid=command["jid"], devices=[{"device": d.device_id, "ns": sorted(d.namespaces)} for d in devices])
        else:
            raise ValueError("no such command: " + name)


def asking():
    return [ET.Element("{urn:xmpp:receipts}request"), ET.Element("{urn:xmpp:chat-markers:0}markable")]


def session_manager(peer):
    """python-omemo asks for its transport as a class of static methods."""

    class Sessions(omemo.SessionManager):
        @staticmethod
        async def _upload_bundle(bundle):
            payload = CODEC[bundle.namespace].serialize_bundle(bundle)
            try:
                if bundle.namespace == OLD:
                    await peer.publish("%s.bundles:%d" % (OLD, bundle.device_id), "current", payload)
                else:
                    await peer.publish(NEW + ":bundles", str(bundle.device_id), payload, max_items="max")
            except Exception as error:
                raise omemo.BundleUploadFailed(repr(error)) from error

        @staticmethod
        async def _download_bundle(namespace, bare_jid, device_id):
            try:
                if namespace == OLD:
                    items = await peer.items(bare_jid, "%s.bundles:%d" % (OLD, device_id))
                else:
                    items = await peer.items(bare_jid, NEW + ":bundles", str(device_id))
                if items:
                    return CODEC[namespace].parse_bundle(items[-1], bare_jid, device_id)
            except Exception as error:
                emit("warning", ns=namespace, jid=bare_jid, device=device_id, error=repr(error))
                raise omemo.BundleDownloadFailed(repr(error)) from error
            raise omemo.BundleNotFound("%s %s %d" % (namespace, bare_jid, device_id))

        @staticmethod
        async def _delete_bundle(namespace, device_id):
            pass

        @staticmethod
        async def _upload_device_list(namespace, device_list):
            try:
                await peer.publish(LIST_NODE[namespace], "current", CODEC[namespace].serialize_device_list(device_list))
            except Exception as error:
                raise omemo.DeviceListUploadFailed(repr(error)) from error

        @staticmethod
        async def _download_device_list(namespace, bare_jid):
            try:
                items = await peer.items(bare_jid, LIST_NODE[namespace])
                return CODEC[namespace].parse_device_list(items[-1]) if items else {}
            except Exception as error:
                raise omemo.DeviceListDownloadFailed(repr(error)) from error

        async def _evaluate_custom_trust_level(self, device):
            return omemo.TrustLevel.TRUSTED

        async def _make_trust_decision(self, undecided, identifier):
            pass

        @staticmethod
        async def _send_message(message, bare_jid):
            peer.put(message, bare_jid, fallback=False)
            emit("empty_sent", ns=message.namespace, to=bare_jid)

    return Sessions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jid", required=True)
    parser.add_argument("--password", default="secret")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ca", required=True, help="PEM file with the certificates to trust")
    parser.add_argument("--store", help="keeps keys and sessions between runs")
    parser.add_argument("--only", choices=["old", "new"], help="publish just one namespace")
    parser.add_argument("--no-echo", action="store_true")
    options = parser.parse_args()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    peer = Peer(options)
    if hasattr(peer, "enable_direct_tls"):  # slixmpp 1.9 and newer
        peer.enable_direct_tls = False
        peer.connect(options.host, options.port)
    else:
        peer.connect(address=(options.host, options.port), use_ssl=False, force_starttls=True)
    try:
        loop.run_forever()
    except KeyboardInterrupt:
        pass


main()
