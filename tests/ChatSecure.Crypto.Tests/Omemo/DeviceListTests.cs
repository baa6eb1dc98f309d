// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

public abstract class DeviceListTests(EncryptionKind kind)
{
    [Fact]
    public async Task A_list_that_was_never_seen_is_null_and_an_empty_one_is_not()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var carol = ChatSecure.Addressing.Jid.Parse("carol@example.com/phone");
        Assert.Null(await alice.ListAsync(carol));
        await alice.LearnListAsync(carol);
        Assert.Empty((await alice.ListAsync(carol.Bare))!);
        Assert.Equal([bob.Id], await alice.ListAsync(bob.Account));
    }

    [Fact]
    public async Task Our_own_list_without_this_device_must_be_announced_with_the_foreign_devices_kept()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        var result = await alice.LearnListAsync(alice.Account, new DeviceId(7), new DeviceId(9));
        Assert.True(result.MustAnnounce);
        Assert.Equal([alice.Id, new DeviceId(7), new DeviceId(9)], result.Announce.Select(device => device.Device));
        Assert.False((await alice.LearnListAsync(kind, alice.Account, result.Announce)).MustAnnounce);
        Assert.True((await alice.LearnListAsync(alice.Account)).MustAnnounce);
    }

    [Fact]
    public async Task A_contacts_list_is_never_announced()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        Assert.False((await alice.LearnListAsync(bob.Account)).MustAnnounce);
    }

    [Fact]
    public async Task Added_and_removed_devices_are_told_and_an_unchanged_list_changes_nothing()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var grown = await alice.LearnListAsync(bob.Account, bob.Id, new DeviceId(5));
        Assert.Equal([new DeviceId(5)], grown.Added);
        Assert.Empty(grown.Removed);
        var same = await alice.LearnListAsync(bob.Account, bob.Id, new DeviceId(5));
        Assert.Empty(same.Changes);
        Assert.Empty(same.Added);
        var shrunk = await alice.LearnListAsync(bob.Account, new DeviceId(5));
        Assert.Equal([bob.Id], shrunk.Removed);
    }

    [Fact]
    public async Task Impossible_numbers_and_repetitions_are_dropped()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        await alice.LearnListAsync(
            bob.Account,
            new(0),
            new(1),
            new(1),
            new(0x7fffffff),
            new(0x80000000),
            new(uint.MaxValue),
            new(2),
            new(1)
        );
        Assert.Equal([new DeviceId(1), new DeviceId(0x7fffffff), new DeviceId(2)], await alice.ListAsync(bob.Account));
    }

    [Fact]
    public async Task Of_ten_thousand_devices_the_first_200_count_and_our_own_is_among_them()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var flood = Enumerable.Range(1, 10_000).Select(id => new DeviceId((uint)id)).ToList();
        var theirs = await alice.LearnListAsync(bob.Account, flood);
        Assert.Equal(200, theirs.Added.Count);
        Assert.Equal(flood.Take(200), await alice.ListAsync(bob.Account));

        var ours = await alice.LearnListAsync(alice.Account, flood);
        Assert.Equal(200, (await alice.ListAsync(alice.Account))!.Count);
        Assert.Contains(alice.Id, (await alice.ListAsync(alice.Account))!);
        Assert.Equal(1001, ours.Announce.Count);
    }

    [Fact]
    public async Task A_device_that_a_rolled_back_list_lacks_gets_nothing_more_but_keeps_its_session()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var rolledBack = await alice.LearnListAsync(bob.Account);
        Assert.Equal([bob.Id], rolledBack.Removed);
        Assert.Equal(
            new OmemoNoRecipients(bob.Account, OmemoExclusion.NoDevices),
            await alice.EncryptAsync([bob.Account], "x"u8.ToArray())
        );
        Assert.False(Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).IsActive);
        Assert.Equal("still here", (await alice.ReceiveAsync(bob, await bob.SendAsync("still here", alice))).Text());

        await alice.LearnListAsync(bob.Account, bob.Id);
        Assert.Equal("back", (await bob.ReceiveAsync(alice, await alice.SendAsync("back", bob))).Text());
    }

    [Fact]
    public async Task Devices_are_listed_this_one_first_then_by_number()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        await alice.LearnListAsync(alice.Account, new DeviceId(9), alice.Id, new DeviceId(7));
        var devices = await alice.Machine.GetDevicesAsync(alice.Account);
        Assert.Equal([alice.Id, new DeviceId(7), new DeviceId(9)], devices.Select(device => device.Device));
        Assert.Equal([true, false, false], devices.Select(device => device.IsThisDevice));
        Assert.All(devices, device => Assert.True(device is { IsOwn: true, IsActive: true }));
        Assert.Equal([alice.Fingerprint, null, null], devices.Select(device => device.Fingerprint));
    }
}

public sealed class LegacyDeviceListTests() : DeviceListTests(EncryptionKind.Omemo);

public sealed class Omemo2DeviceListTests() : DeviceListTests(EncryptionKind.Omemo2);
