// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Encryption;

/// <summary>XEP-0384, section 5.3: a new device's number is compared with those of the account's other devices before anything is published under it.</summary>
public sealed class OmemoDirectoryTests : IAsyncLifetime
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");

    private readonly ScriptedXmppServer _server = ScriptedXmppServer.Start();
    private readonly OwnNodes _nodes;
    private readonly InMemoryChatStore _store = new();
    private readonly AccountModules _modules;
    private readonly OmemoState _keys;
    private readonly OmemoDirectory _directory;
    private readonly XmppClient _client;

    public OmemoDirectoryTests()
    {
        _nodes = new(_server);
        _modules = new(_store.Roster, Brand.Neutral, "pc");
        _keys = NewState();
        _directory = new OmemoDirectory(_keys, _modules.Omemo, NullLogger.Instance);
        _client = new(ScriptedAccount.Options(_server, _alice, _modules.PubSub, _modules.Omemo));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.Accounts.SaveAsync(new AccountSettings { Jid = _alice }, Cancel);
        await _keys.OpenAsync(Cancel);
        await _client.ConnectAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _keys.Dispose();
        _modules.Dispose();
    }

    [Fact]
    public async Task A_device_that_is_removed_is_on_no_list_and_its_keys_are_gone()
    {
        await _directory.PublishAsync(Cancel);
        var id = _keys.Device!.Id;
        _nodes.PutDevices(id, new DeviceId(7), new DeviceId(8));
        _nodes.PutLegacyDevices(new DeviceId(7), id);

        await _directory.RemoveAsync(new DeviceId(7), Cancel);

        Assert.Equal([id.Value, 8u], Listed(OwnNodes.Devices));
        Assert.Equal([id.Value], Listed(OwnNodes.LegacyDevices));
        Assert.Equal([(OwnNodes.Bundles, "7"), ("eu.siacs.conversations.axolotl.bundles:7", null)], _nodes.Deleted);
    }

    [Fact]
    public async Task A_list_that_may_not_be_changed_is_told_and_the_other_one_is_changed()
    {
        await _directory.PublishAsync(Cancel);
        var id = _keys.Device!.Id;
        _nodes.PutLegacyDevices(new DeviceId(7), id);
        _nodes.Refused[OwnNodes.Devices] = "forbidden";

        await Assert.ThrowsAsync<StanzaErrorException>(() => _directory.RemoveAsync(new DeviceId(7), Cancel));

        Assert.Equal([id.Value], Listed(OwnNodes.LegacyDevices));
    }

    [Fact]
    public async Task A_device_that_leaves_takes_its_keys_along_and_does_not_come_back()
    {
        await _directory.PublishAsync(Cancel);
        var id = _keys.Device!.Id;
        _nodes.PutDevices(id, new DeviceId(8));
        var missed = 0;
        _directory.OwnDeviceMissing = (_, _) => missed++;

        await _directory.LeaveAsync(Cancel);
        await _modules.Omemo.DeviceListChanged!(EncryptionKind.Omemo2, _alice, [new(new DeviceId(8))], Cancel);

        Assert.Equal([8u], Listed(OwnNodes.Devices));
        Assert.Empty(Listed(OwnNodes.LegacyDevices));
        Assert.Equal([(OwnNodes.Bundles, $"{id}"), ($"eu.siacs.conversations.axolotl.bundles:{id}", null)], _nodes.Deleted);
        Assert.Equal(0, missed);
    }

    [Fact]
    public async Task A_device_that_was_never_shown_has_nothing_to_take_along()
    {
        _nodes.PutDevices(_keys.Device!.Id);

        await _directory.LeaveAsync(Cancel);

        Assert.Empty(_nodes.Published);
        Assert.Empty(_nodes.Deleted);
    }

    [Fact]
    public async Task A_new_device_keeps_a_number_that_is_free()
    {
        var id = _keys.Device!.Id;
        _nodes.PutDevices(new DeviceId(7));

        await _directory.PublishAsync(Cancel);

        Assert.Equal(id, _keys.Device.Id);
        Assert.Equal([id.Value, 7u], Listed(OwnNodes.Devices));
        Assert.Equal([id.Value], Listed(OwnNodes.LegacyDevices));
    }

    [Theory]
    [InlineData(EncryptionKind.Omemo)]
    [InlineData(EncryptionKind.Omemo2)]
    public async Task Nothing_is_published_under_a_number_that_another_device_has_in_either_namespace(EncryptionKind kind)
    {
        var taken = _keys.Device!.Id;
        List(kind, taken);

        await _directory.PublishAsync(Cancel);

        var id = _keys.Device.Id;
        Assert.NotEqual(taken, id);
        Assert.Contains(_nodes.Published, IsBundleOf(id));
        Assert.DoesNotContain(_nodes.Published, IsBundleOf(taken));
        uint[] both = [id.Value, taken.Value];
        Assert.Equal(kind == EncryptionKind.Omemo2 ? both : [id.Value], Listed(OwnNodes.Devices));
        Assert.Equal(kind == EncryptionKind.Omemo ? both : [id.Value], Listed(OwnNodes.LegacyDevices));
        using var again = NewState();
        await again.OpenAsync(Cancel);
        Assert.Equal((id, true), (again.Device!.Id, again.Device.IsClaimed));
    }

    [Fact]
    public async Task A_used_key_does_not_publish_a_bundle_under_a_number_that_another_device_has()
    {
        var taken = _keys.Device!.Id;
        _nodes.PutDevices(taken);

        await _directory.PublishBundleAsync(EncryptionKind.Omemo2, Cancel);

        Assert.NotEmpty(_nodes.Published);
        Assert.DoesNotContain(_nodes.Published, IsBundleOf(taken));
    }

    [Fact]
    public async Task A_number_that_was_settled_is_this_devices_from_then_on()
    {
        await _directory.PublishAsync(Cancel);
        var id = _keys.Device!.Id;

        await _directory.PublishAsync(Cancel);

        Assert.Equal(id, _keys.Device.Id);
        Assert.Equal([id.Value], Listed(OwnNodes.Devices));
    }

    [Fact]
    public async Task Nothing_is_published_while_no_list_can_be_read()
    {
        _nodes.Refused[OwnNodes.Devices] = _nodes.Refused[OwnNodes.LegacyDevices] = "internal-server-error";

        var error = await Assert.ThrowsAsync<StanzaErrorException>(() => _directory.PublishAsync(Cancel));

        Assert.Equal("internal-server-error", error.Condition);
        Assert.Empty(_nodes.Published);
        Assert.False(_keys.Device!.IsClaimed);
    }

    [Fact]
    public async Task A_list_of_ours_that_comes_unasked_is_not_answered_before_the_number_is_settled()
    {
        var announced = new List<EncryptionKind>();
        _directory.OwnDeviceMissing = (kind, _) => announced.Add(kind);

        await _modules.Omemo.DeviceListChanged!(EncryptionKind.Omemo2, _alice, [new(new DeviceId(7))], Cancel);
        await _directory.RefreshDeviceListAsync(EncryptionKind.Omemo2, _alice, Cancel);
        Assert.Empty(announced);
        Assert.Empty(_nodes.Published);

        await _directory.PublishAsync(Cancel);
        await _modules.Omemo.DeviceListChanged!(EncryptionKind.Omemo2, _alice, [new(new DeviceId(7))], Cancel);
        Assert.Equal([EncryptionKind.Omemo2], announced);
    }

    private static Predicate<(string Node, ChatSecure.Network.Xml.XmppElement Item)> IsBundleOf(DeviceId device) =>
        published =>
            (published.Node == OwnNodes.Bundles && published.Item["id"] == device.ToString())
            || published.Node == $"eu.siacs.conversations.axolotl.bundles:{device}";

    private IReadOnlyList<uint> Listed(string node) => OwnNodes.Numbers(_nodes.Published.Last(published => published.Node == node).Item);

    private void List(EncryptionKind kind, DeviceId device)
    {
        if (kind == EncryptionKind.Omemo2)
        {
            _nodes.PutDevices(device);
        }
        else
        {
            _nodes.PutLegacyDevices(device);
        }
    }

    private OmemoState NewState() =>
        new(
            _alice,
            _store,
            new OmemoMachine(_alice, _store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, TimeProvider.System),
            new EventHub(),
            TimeProvider.System
        );
}
