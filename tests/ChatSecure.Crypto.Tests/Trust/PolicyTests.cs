// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Trust;

public sealed class PolicyTests
{
    [Fact]
    public async Task On_first_use_the_first_devices_are_trusted_and_later_ones_wait_for_a_person()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.FirstUse);
        var bob = await Peer.OpenAsync("bob@example.net", 2);
        var tablet = await Peer.OpenAsync("bob@example.net", 3);
        var late = await Peer.OpenAsync("bob@example.net", 4);
        await alice.LearnListAsync(bob.Account);
        await alice.LearnListAsync(bob.Account, bob.Id, tablet.Id);
        await alice.LearnListAsync(bob.Account, bob.Id, tablet.Id, late.Id);

        Assert.Equal(TrustLevel.Trusted, (await alice.LearnBundleAsync(bob)).Device!.Trust);
        Assert.Equal(TrustLevel.Undecided, (await alice.LearnBundleAsync(late)).Device!.Trust);
        Assert.Equal(TrustLevel.Trusted, (await alice.LearnBundleAsync(tablet)).Device!.Trust);
    }

    [Fact]
    public async Task On_first_use_the_first_key_in_a_message_is_trusted_and_a_second_one_is_not()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.FirstUse);
        var bob = await Peer.OpenAsync("bob@example.net", 2);
        var other = await Peer.OpenAsync("bob@example.net", 3);
        foreach (var (peer, expected) in ((Peer, TrustLevel)[])[(bob, TrustLevel.Trusted), (other, TrustLevel.Undecided)])
        {
            await peer.LearnListAsync(alice.Account, alice.Id);
            Assert.Equal(expected, (await alice.ReceiveAsync(peer, await peer.SendAsync("hello", alice))).Sender.Trust);
        }
    }

    [Fact]
    public async Task On_first_use_another_key_of_a_first_device_is_not_trusted()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.FirstUse);
        var bob = await Peer.OpenAsync("bob@example.net", 2);
        var forge = new BundleForge(9);
        await alice.LearnListAsync(bob.Account, bob.Id);
        await alice.LearnBundleAsync(bob);
        var result = await alice.LearnBundleAsync(bob, forge.Good());
        Assert.Equal((false, TrustLevel.Undecided), (result.Accepted, result.Device!.Trust));
    }

    [Fact]
    public async Task A_key_that_was_put_away_gets_nothing_is_listed_no_more_and_comes_back_undecided()
    {
        var (alice, bob) = await Peer.SessionAsync();
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Removed);
        Assert.Empty(await alice.Machine.GetDevicesAsync(bob.Account));
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Distrusted), await alice.TryEncryptAsync("x", bob));
        Assert.IsType<OmemoNoRecipients>(await alice.EncryptEmptyAsync(bob.Account, bob.Id));

        await alice.LearnBundleAsync(bob);
        Assert.Equal(TrustLevel.Undecided, Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).Trust);
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Undecided), await alice.TryEncryptAsync("x", bob));
    }
}
