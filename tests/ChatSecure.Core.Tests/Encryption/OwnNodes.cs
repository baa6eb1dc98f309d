// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Core.Tests.Encryption;

/// <summary>The nodes of accounts at a scripted server: gives out what was published, the newest item of each.</summary>
internal sealed class OwnNodes
{
    public const string Devices = "urn:xmpp:omemo:2:devices";
    public const string Bundles = "urn:xmpp:omemo:2:bundles";
    public const string LegacyDevices = "eu.siacs.conversations.axolotl.devicelist";

    private const string Namespace = "http://jabber.org/protocol/pubsub";
    private const string OwnerNamespace = "http://jabber.org/protocol/pubsub#owner";
    private readonly ConcurrentDictionary<string, XmppElement> _items = new();
    private readonly ConcurrentQueue<(string Node, XmppElement Item)> _published = new();

    public OwnNodes(ScriptedXmppServer server)
    {
        server.OnIq("get", "pubsub", Namespace, Get);
        server.OnIq("set", "pubsub", Namespace, Set);
        server.OnIq("set", "pubsub", OwnerNamespace, Delete);
    }

    /// <summary>The nodes that may not be read, with what the server says.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new();

    /// <summary>What has been published, in order.</summary>
    public IReadOnlyList<(string Node, XmppElement Item)> Published => [.. _published];

    /// <summary>What has been taken back: items, and nodes without one.</summary>
    public ConcurrentQueue<(string Node, string? Item)> Deleted { get; } = new();

    /// <summary>What has been asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static IReadOnlyList<uint> Numbers(XmppElement item) =>
        [.. item.Children[0].Children.Select(device => uint.Parse(device["id"]!, System.Globalization.CultureInfo.InvariantCulture))];

    public void Put(string node, string id, string payload) =>
        _items[node] = XmppElement.Parse(System.Text.Encoding.UTF8.GetBytes($"<item xmlns='{Namespace}' id='{id}'>{payload}</item>"));

    public void PutDevices(params IEnumerable<DeviceId> devices) =>
        Put(Devices, "current", $"<devices xmlns='urn:xmpp:omemo:2'>{Elements(devices)}</devices>");

    public void PutLegacyDevices(params IEnumerable<DeviceId> devices) =>
        Put(LegacyDevices, "current", $"<list xmlns='eu.siacs.conversations.axolotl'>{Elements(devices)}</list>");

    private static string Elements(IEnumerable<DeviceId> devices) => string.Concat(devices.Select(device => $"<device id='{device}'/>"));

    private XmppElement Get(IqStanza request)
    {
        var node = request.Payload!.Child("items", Namespace)!["node"]!;
        Asked.Enqueue(node);
        if (Refused.TryGetValue(node, out var condition))
        {
            throw new StanzaErrorException(condition);
        }

        var items = new XmppElement("items", Namespace) { ["node"] = node };
        items.Add(_items.GetValueOrDefault(node) ?? throw new StanzaErrorException("item-not-found"));
        return new XmppElement("pubsub", Namespace).Add(items);
    }

    private XmppElement? Set(IqStanza request)
    {
        if (request.Payload!.Child("publish", Namespace) is { } publish)
        {
            _published.Enqueue((publish["node"]!, publish.Child("item", Namespace)!));
            _items[publish["node"]!] = publish.Child("item", Namespace)!;
        }
        else if (request.Payload.Child("retract", Namespace) is { } retract)
        {
            Deleted.Enqueue((retract["node"]!, retract.Child("item", Namespace)!["id"]));
        }

        return null;
    }

    private XmppElement? Delete(IqStanza request)
    {
        Deleted.Enqueue((request.Payload!.Child("delete", OwnerNamespace)!["node"]!, null));
        return null;
    }
}
