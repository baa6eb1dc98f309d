// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>Requests, answers and events (XEP-0060) to and from XML, bounded.</summary>
internal static class PubSubPayload
{
    public const string Namespace = "http://jabber.org/protocol/pubsub";
    public const string OwnerNamespace = "http://jabber.org/protocol/pubsub#owner";
    public const string EventNamespace = "http://jabber.org/protocol/pubsub#event";
    public const string OptionsFeature = "http://jabber.org/protocol/pubsub#publish-options";
    public const int MaxItems = 1000;
    private const string AccessField = "pubsub#access_model";
    private const string ConfigType = "http://jabber.org/protocol/pubsub#node_config";

    public static XmppElement WritePublish(string node, string itemId, XmppElement payload, PublishOptions options)
    {
        var item = new XmppElement("item", Namespace) { ["id"] = itemId }.Add(payload);
        return new XmppElement("pubsub", Namespace)
            .Add(new XmppElement("publish", Namespace) { ["node"] = node }.Add(item))
            .Add(new XmppElement("publish-options", Namespace).Add(DataForm.Submit(OptionsFeature, Fields(options)).ToElement()));
    }

    public static XmppElement WriteItemsQuery(string node, string? itemId, int? max)
    {
        var items = new XmppElement("items", Namespace) { ["node"] = node, ["max_items"] = max?.ToString(CultureInfo.InvariantCulture) };
        if (itemId is not null)
        {
            items.Add(new XmppElement("item", Namespace) { ["id"] = itemId });
        }

        return new XmppElement("pubsub", Namespace).Add(items);
    }

    public static XmppElement WriteRetract(string node, string itemId) =>
        new XmppElement("pubsub", Namespace).Add(
            new XmppElement("retract", Namespace) { ["node"] = node, ["notify"] = "true" }.Add(
                new XmppElement("item", Namespace) { ["id"] = itemId }
            )
        );

    public static XmppElement WriteDelete(string node) =>
        new XmppElement("pubsub", OwnerNamespace).Add(new XmppElement("delete", OwnerNamespace) { ["node"] = node });

    public static XmppElement WriteConfigure(string node, DataForm? form = null)
    {
        var configure = new XmppElement("configure", OwnerNamespace) { ["node"] = node };
        if (form is not null)
        {
            configure.Add(form.ToElement());
        }

        return new XmppElement("pubsub", OwnerNamespace).Add(configure);
    }

    /// <summary>The node's configuration with the options put in; null if the answer holds no form. Fields that the server does not offer are not sent, but
    /// the access model always is.</summary>
    public static DataForm? ReadConfiguration(XmppElement? answer, PublishOptions options)
    {
        if (DataForm.Read(answer?.Child("configure", OwnerNamespace)?.Child("x", DataForm.Namespace)) is not { } form)
        {
            return null;
        }

        var wanted = Fields(options).ToDictionary(field => field.Name, field => field.Value);
        var fields = form.Fields.Where(field => field.Name.Length > 0 && field.Type != "fixed" && field.Name != "FORM_TYPE").ToList();
        if (!fields.Exists(field => field.Name == AccessField))
        {
            fields.Add(new(AccessField, null, []));
        }

        return new(
            "submit",
            [
                new("FORM_TYPE", "hidden", [ConfigType]),
                .. fields.Select(field => new DataField(
                    field.Name,
                    null,
                    wanted.TryGetValue(field.Name, out var value) ? [value] : field.Values
                )),
            ]
        );
    }

    /// <summary>Reads the items of an answer to <see cref="WriteItemsQuery"/>; null if it is malformed, of another node or too large.</summary>
    public static IReadOnlyList<PubSubItem>? ReadAnswer(XmppElement? answer, string node) =>
        answer?.Child("items", Namespace) is { } items && items["node"] == node && items.Children.Count <= MaxItems
            ? ReadItems(items, Namespace)
            : null;

    /// <summary>Reads an event; null if it is malformed or too large.</summary>
    public static PubSubEvent? ReadEvent(XmppElement element, Jid origin)
    {
        if (element.Children is not [var what] || what.Namespace != EventNamespace || what["node"] is not { } node)
        {
            return null;
        }

        switch (what.Name)
        {
            case "purge" or "delete":
                return new(origin, node, [], [], IsCleared: true);
            case "items" when what.Children.Count <= MaxItems:
                ImmutableArray<string> retracted =
                [
                    .. what.Elements("retract", EventNamespace).Select(item => item["id"]).OfType<string>(),
                ];
                return new(origin, node, ReadItems(what, EventNamespace), retracted, IsCleared: false);
            default:
                return null;
        }
    }

    private static ImmutableArray<PubSubItem> ReadItems(XmppElement items, string ns) =>
        [
            .. items
                .Elements("item", ns)
                .Select(item => new PubSubItem(item["id"] ?? string.Empty, item.Children.Count > 0 ? item.Children[0] : null)),
        ];

    private static IEnumerable<(string Name, string Value)> Fields(PublishOptions options)
    {
        yield return ("pubsub#persist_items", options.IsPersistent ? "true" : "false");
        yield return (
            AccessField,
            options.Access switch
            {
                AccessModel.Open => "open",
                AccessModel.Presence => "presence",
                AccessModel.Roster => "roster",
                AccessModel.Authorize => "authorize",
                _ => "whitelist",
            }
        );
        if (!options.SendsLastItem)
        {
            yield return ("pubsub#send_last_published_item", "never");
        }

        if (options.MaxItems is { } max)
        {
            var value = max == PublishOptions.Unlimited ? "max" : max.ToString(CultureInfo.InvariantCulture);
            yield return ("pubsub#max_items", value);
        }
    }
}
