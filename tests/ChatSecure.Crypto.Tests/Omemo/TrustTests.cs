// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Omemo;

public abstract class TrustTests(EncryptionKind kind)
{
    [Fact]
    public async Task Under_the_manual_policy_every_key_waits_and_nothing_is_encrypted_to_it()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.Manual, kinds: kind);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: kind);
        await alice.LearnListAsync(bob.Account, bob.Id);
        var bundle = await alice.LearnBundleAsync(bob);
        Assert.Equal((true, TrustLevel.Undecided), (bundle.Accepted, bundle.Device!.Trust));
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Undecided), await alice.TryEncryptAsync("x", bob));

        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        Assert.Equal("x", (await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).Text());
    }

    [Fact]
    public async Task Where_only_verified_keys_count_nothing_is_encrypted_to_one_that_is_trusted()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.VerifiedOnly, kinds: kind);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: kind);
        await alice.LearnListAsync(bob.Account, bob.Id);
        Assert.Equal(TrustLevel.Undecided, (await alice.LearnBundleAsync(bob)).Device!.Trust);
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Undecided), await alice.TryEncryptAsync("x", bob));

        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Trusted);
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Undecided), await alice.TryEncryptAsync("x", bob));

        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        Assert.Equal("x", (await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).Text());

        // A device more of the same owner gets nothing until it is verified, too.
        var tablet = await Peer.OpenAsync("bob@example.net", 50, kinds: kind);
        await alice.LearnListAsync(bob.Account, bob.Id, tablet.Id);
        await alice.LearnBundleAsync(tablet);
        await alice.TrustAsync(bob.Account, tablet.Fingerprint, TrustLevel.Trusted);
        var ready = Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("y", bob));
        Assert.Equal([bob.Id], ready.Envelope.Keys.Select(key => key.Device));
    }

    [Fact]
    public async Task Blind_trust_ends_for_new_keys_once_one_key_is_verified()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        var tablet = await Peer.OpenAsync("bob@example.net", 50, kinds: kind);
        await alice.LearnListAsync(bob.Account, bob.Id, tablet.Id);
        Assert.Equal(TrustLevel.Undecided, (await alice.LearnBundleAsync(tablet)).Device!.Trust);
        var ready = Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("x", bob));
        Assert.Equal([bob.Id], ready.Envelope.Keys.Select(key => key.Device));
        Assert.Equal([(bob.Account, tablet.Id, OmemoExclusion.Undecided)], ready.Excluded);
    }

    [Fact]
    public async Task One_owners_verified_key_says_nothing_about_anothers()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        var carol = await Peer.OpenAsync("carol@example.com", 50, kinds: kind);
        Assert.Equal(TrustLevel.Trusted, (await alice.LearnBundleAsync(carol)).Device!.Trust);
    }

    [Fact]
    public async Task A_new_key_met_in_a_message_follows_the_same_policy()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        var tablet = await Peer.OpenAsync("bob@example.net", 50, kinds: kind);
        await tablet.LearnListAsync(alice.Account, alice.Id);
        var received = await alice.ReceiveAsync(tablet, await tablet.SendAsync("from a new device", alice));
        Assert.Equal((true, TrustLevel.Undecided), (received.NewDevice, received.Sender.Trust));
        Assert.False(received.Sender.IsActive);
    }

    [Fact]
    public async Task Our_own_other_devices_follow_the_same_policy()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        var (tablet, laptop) = (
            await Peer.OpenAsync("alice@example.org", 2, kinds: kind),
            await Peer.OpenAsync("alice@example.org", 3, kinds: kind)
        );
        Assert.Equal(TrustLevel.Trusted, (await alice.LearnBundleAsync(tablet)).Device!.Trust);
        await alice.TrustAsync(alice.Account, tablet.Fingerprint, TrustLevel.Verified);
        Assert.Equal(TrustLevel.Undecided, (await alice.LearnBundleAsync(laptop)).Device!.Trust);
    }

    [Fact]
    public async Task A_rejected_device_gets_nothing_and_is_not_read()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Distrusted);
        var distrusted = new OmemoNoRecipients(bob.Account, OmemoExclusion.Distrusted);
        Assert.Equal(distrusted, await alice.TryEncryptAsync("x", bob));
        Assert.Equal(distrusted, await alice.EncryptEmptyAsync(bob.Account, bob.Id));

        var before = alice.Store.Snapshot();
        var envelope = await bob.SendAsync("psst", alice);
        Assert.Equal(new OmemoFailed(DecryptFailure.Distrusted, bob.Id, RebuildSession: false), await alice.TryDecryptAsync(bob, envelope));
        Assert.Equal(before, alice.Store.Snapshot());
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Trusted);
        Assert.Equal("psst", (await alice.ReceiveAsync(bob, envelope)).Text());
    }

    [Fact]
    public async Task An_empty_message_may_go_to_an_undecided_device()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.Manual, kinds: kind);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: kind);
        await alice.LearnBundleAsync(bob);
        Assert.Null((await bob.ReceiveAsync(alice, await alice.SendEmptyAsync(bob))).Plaintext);
    }

    [Fact]
    public async Task If_devices_differ_what_a_person_can_change_is_the_reason_given()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.Manual, kinds: kind);
        var (phone, tablet) = (
            await Peer.OpenAsync("bob@example.net", 2, kinds: kind),
            await Peer.OpenAsync("bob@example.net", 3, kinds: kind)
        );
        await alice.LearnListAsync(phone.Account, phone.Id, tablet.Id, new DeviceId(3));
        await alice.LearnBundleAsync(phone);
        await alice.LearnBundleAsync(tablet);
        alice.Commit((await alice.AddBundleAsync(phone.Account, new DeviceId(3), null)).Changes);
        await alice.TrustAsync(phone.Account, phone.Fingerprint, TrustLevel.Distrusted);
        Assert.Equal(new OmemoNoRecipients(phone.Account, OmemoExclusion.Undecided), await alice.TryEncryptAsync("x", phone));
    }

    [Fact]
    public async Task Trust_belongs_to_the_key_whatever_the_device_number()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        await alice.LearnBundleAsync(bob);
        var other = new DeviceId(bob.Id.Value ^ 1);
        alice.Commit((await alice.AddBundleAsync(bob.Account, other, await bob.BundleAsync())).Changes);
        var changed = await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        Assert.Equal(new[] { bob.Id, other }.OrderBy(id => id.Value), changed.Select(device => device.Device).OrderBy(id => id.Value));
    }

    [Fact]
    public async Task A_decision_about_an_unknown_key_our_own_or_no_decision_is_the_callers_mistake()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        await RefusedAsync(alice, bob, Fingerprint.FromBytes(new byte[32]), TrustLevel.Verified);
        await RefusedAsync(alice, bob, bob.Fingerprint, TrustLevel.Undecided);
        await RefusedAsync(alice, bob, bob.Fingerprint, (TrustLevel)9);
        await RefusedAsync(alice, bob, default, TrustLevel.Verified);
        await RefusedAsync(alice, alice, alice.Fingerprint, TrustLevel.Distrusted);
    }

    private static async Task RefusedAsync(Peer peer, Peer owner, Fingerprint key, TrustLevel level)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await peer.Machine.SetTrustAsync(owner.Account, key, level));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }
}

public sealed class LegacyTrustTests() : TrustTests(EncryptionKind.Omemo);

public sealed class Omemo2TrustTests() : TrustTests(EncryptionKind.Omemo2);
