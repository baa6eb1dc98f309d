// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.PubSub;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class OmemoModuleTests
{
    private const string Namespace = "eu.siacs.conversations.axolotl";
    private const EncryptionKind Old = EncryptionKind.Omemo;
    private const string PubSub = "http://jabber.org/protocol/pubsub";

    private readonly PubSubModule _pubsub = new();
    private readonly OmemoModule _module;
    private readonly FakeXmppSession _session;
    private readonly List<(EncryptionKind Kind, Jid Owner, IReadOnlyList<OmemoListedDevice> Devices)> _lists = [];

    public OmemoModuleTests()
    {
        _module = new(_pubsub)
        {
            DeviceListChanged = (kind, owner, devices, _) =>
            {
                _lists.Add((kind, owner, devices));
                return ValueTask.CompletedTask;
            },
        };
        _session = With(_pubsub, _module);
    }

    [Fact]
    public void Device_lists_are_asked_for() =>
        Assert.Equal([$"{Namespace}.devicelist+notify", "urn:xmpp:omemo:2:devices+notify"], _pubsub.Features.Order());

    [Fact]
    public async Task A_device_list_is_fetched()
    {
        AnswerItem($"{Namespace}.devicelist", $"<list xmlns='{Namespace}'><device id='31415'/><device id='27182'/></list>");

        Assert.Equal([new(new(31415)), new(new(27182))], await _module.FetchDeviceListAsync(Old, Peer));
        Assert.Equal(Peer, _session.Requests[0].To);
    }

    [Fact]
    public async Task An_account_without_a_list_has_no_devices()
    {
        _session.Answer("get", "pubsub", PubSub, _ => throw new StanzaErrorException("item-not-found"));

        Assert.Empty(await _module.FetchDeviceListAsync(Old, Peer));
    }

    [Fact]
    public async Task A_list_that_we_may_not_read_is_an_error_and_not_an_empty_list()
    {
        _session.Answer("get", "pubsub", PubSub, _ => throw new StanzaErrorException("forbidden", "auth"));

        await Assert.ThrowsAsync<StanzaErrorException>(() => _module.FetchDeviceListAsync(Old, Peer));
    }

    [Fact]
    public async Task Our_list_is_published_for_everybody()
    {
        _session.Answer("set", "pubsub", PubSub, _ => null);

        await _module.PublishDeviceListAsync(Old, [new(new(1)), new(new(2)), new(new(1))]);

        var pubsub = _session.Requests[0].Payload!;
        var publish = pubsub.Child("publish", PubSub)!;
        Assert.Equal(($"{Namespace}.devicelist", "current"), (publish["node"], publish.Children[0]["id"]));
        Assert.Equal(["1", "2"], publish.Children[0].Children[0].Children.Select(device => device["id"]));
        var form = DataForm.Read(pubsub.Child("publish-options", PubSub)!.Child("x", DataForm.Namespace))!;
        Assert.Equal("open", form["pubsub#access_model"]!.Value);
    }

    [Fact]
    public async Task A_list_with_an_invalid_device_is_not_published()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishDeviceListAsync(Old, [new(new(0))]));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _module.PublishDeviceListAsync(Old, [.. Enumerable.Range(1, 1001).Select(id => new OmemoListedDevice(new((uint)id)))])
        );
        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task A_bundle_is_published_and_fetched_again()
    {
        var bundle = OmemoPayloadTests.Bundle(3);
        string? published = null;
        _session.Answer(
            "set",
            "pubsub",
            PubSub,
            request =>
            {
                published = System.Text.Encoding.UTF8.GetString(
                    request.Payload!.Child("publish", PubSub)!.Children[0].Children[0].ToUtf8()
                );
                return null;
            }
        );
        await _module.PublishBundleAsync(Old, new(7), bundle);
        AnswerItem($"{Namespace}.bundles:7", published!);

        var read = await _module.FetchBundleAsync(Old, Me, new(7));

        OmemoPayloadTests.AssertSame(bundle, read);
    }

    [Fact]
    public async Task A_bundle_that_is_missing_refused_or_malformed_is_none()
    {
        _session.Answer("get", "pubsub", PubSub, _ => throw new StanzaErrorException("item-not-found"));
        Assert.Null(await _module.FetchBundleAsync(Old, Peer, new(7)));

        _session.Answer("get", "pubsub", PubSub, _ => throw new StanzaErrorException("forbidden", "auth"));
        Assert.Null(await _module.FetchBundleAsync(Old, Peer, new(7)));

        _session.Answer("get", "pubsub", PubSub, _ => $"<pubsub xmlns='{PubSub}'/>");
        Assert.Null(await _module.FetchBundleAsync(Old, Peer, new(7)));

        AnswerItem($"{Namespace}.bundles:7", $"<bundle xmlns='{Namespace}'/>");
        Assert.Null(await _module.FetchBundleAsync(Old, Peer, new(7)));
    }

    [Fact]
    public async Task A_bundle_of_an_invalid_device_is_not_published() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _module.PublishBundleAsync(Old, new(0), OmemoPayloadTests.Bundle(1)));

    [Theory]
    [InlineData(" from='romeo@montague.example'", "romeo@montague.example")]
    [InlineData(" from='juliet@capulet.example'", "juliet@capulet.example")]
    [InlineData("", "juliet@capulet.example")]
    public async Task A_list_that_comes_in_speaks_of_its_sender_only(string from, string owner)
    {
        await ReceiveAsync(
            from,
            $"<items node='{Namespace}.devicelist'><item id='current'><list xmlns='{Namespace}'><device id='5'/></list></item></items>"
        );

        var (kind, of, devices) = Assert.Single(_lists);
        Assert.Equal(owner, of.ToString());
        Assert.Equal(Old, kind);
        Assert.Equal([new(new(5))], devices);
    }

    [Theory]
    [InlineData("<purge node='eu.siacs.conversations.axolotl.devicelist'/>")]
    [InlineData("<delete node='eu.siacs.conversations.axolotl.devicelist'/>")]
    [InlineData("<items node='eu.siacs.conversations.axolotl.devicelist'><retract id='current'/></items>")]
    [InlineData(
        "<items node='eu.siacs.conversations.axolotl.devicelist'><item id='current'><list xmlns='eu.siacs.conversations.axolotl'/></item></items>"
    )]
    public async Task A_list_that_was_taken_away_is_empty(string content)
    {
        await ReceiveAsync(" from='romeo@montague.example'", content);

        Assert.Empty(Assert.Single(_lists).Devices);
    }

    [Theory]
    [InlineData("<items node='eu.siacs.conversations.axolotl.devicelist'><item id='current'/></items>")]
    [InlineData("<items node='eu.siacs.conversations.axolotl.devicelist'><item id='current'><list xmlns='evil'/></item></items>")]
    [InlineData("<items node='eu.siacs.conversations.axolotl.devicelist'><retract id='other'/></items>")]
    [InlineData("<items node='eu.siacs.conversations.axolotl.devicelist'/>")]
    public async Task A_malformed_list_does_not_look_like_an_empty_one(string content)
    {
        await ReceiveAsync(" from='romeo@montague.example'", content);

        Assert.Empty(_lists);
    }

    [Fact]
    public async Task A_bundle_of_omemo_2_is_an_item_of_one_node_under_the_devices_number()
    {
        _session.Answer("set", "pubsub", PubSub, _ => null);
        var bundle = new OmemoBundle(new byte[32], 1, new byte[32], new byte[64], [new(1, new byte[32])]);
        await _module.PublishBundleAsync(EncryptionKind.Omemo2, new(7), bundle);
        var pubsub = _session.Requests[0].Payload!;
        var publish = pubsub.Child("publish", PubSub)!;
        Assert.Equal(("urn:xmpp:omemo:2:bundles", "7"), (publish["node"], publish.Children[0]["id"]));
        var form = DataForm.Read(pubsub.Child("publish-options", PubSub)!.Child("x", DataForm.Namespace))!;
        Assert.Equal(("open", "max"), (form["pubsub#access_model"]!.Value, form["pubsub#max_items"]!.Value));

        // The answer names another device's item: that is not the bundle that was asked for.
        var xml = System.Text.Encoding.UTF8.GetString(publish.Children[0].Children[0].ToUtf8());
        AnswerItem("urn:xmpp:omemo:2:bundles", xml, "8");
        Assert.Null(await _module.FetchBundleAsync(EncryptionKind.Omemo2, Peer, new(7)));
        AnswerItem("urn:xmpp:omemo:2:bundles", xml, "7");
        Assert.NotNull(await _module.FetchBundleAsync(EncryptionKind.Omemo2, Peer, new(7)));
    }

    [Fact]
    public async Task A_bundle_is_removed_from_where_its_namespace_has_it_also_if_it_is_not_there()
    {
        _session.Answer("set", "pubsub", PubSub, _ => throw new StanzaErrorException("item-not-found"));
        _session.Answer("set", "pubsub", $"{PubSub}#owner", _ => throw new StanzaErrorException("item-not-found"));

        await _module.DeleteBundleAsync(EncryptionKind.Omemo2, new(7));
        await _module.DeleteBundleAsync(Old, new(7));

        var retract = _session.Requests[0].Payload!.Child("retract", PubSub)!;
        Assert.Equal(("urn:xmpp:omemo:2:bundles", "7"), (retract["node"], retract.Children[0]["id"]));
        Assert.Equal($"{Namespace}.bundles:7", _session.Requests[1].Payload!.Child("delete", $"{PubSub}#owner")!["node"]);
        Assert.All(_session.Requests, request => Assert.Null(request.To));
    }

    [Fact]
    public async Task A_list_of_omemo_2_comes_in_as_such()
    {
        await ReceiveAsync(
            " from='romeo@montague.example'",
            "<items node='urn:xmpp:omemo:2:devices'><item id='current'><devices xmlns='urn:xmpp:omemo:2'><device id='5'/></devices></item></items>"
        );
        var (kind, _, devices) = Assert.Single(_lists);
        Assert.Equal((EncryptionKind.Omemo2, new DeviceId(5)), (kind, Assert.Single(devices).Device));
    }

    private void AnswerItem(string node, string payload, string id = "current") =>
        _session.Answer(
            "get",
            "pubsub",
            PubSub,
            request =>
                request.Payload!.Children[0]["node"] == node
                    ? $"<pubsub xmlns='{PubSub}'><items node='{node}'><item id='{id}'>{payload}</item></items></pubsub>"
                    : throw new StanzaErrorException("item-not-found")
        );

    private Task ReceiveAsync(string from, string content) =>
        _session.ReceiveMessageAsync($"<message{from}><event xmlns='{PubSub}#event'>{content}</event></message>");
}
