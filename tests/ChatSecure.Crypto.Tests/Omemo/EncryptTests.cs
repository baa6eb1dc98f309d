// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Omemo;

public sealed class EncryptTests
{
    private static readonly byte[] Text = [1, 2, 3];

    [Fact]
    public async Task Lists_that_were_never_seen_are_asked_for_first()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1);
        alice.Commit([new("axolotl.list", alice.Account.ToString(), null)]);
        var (bob, carol) = (Jid.Parse("bob@example.net"), Jid.Parse("carol@example.com"));
        await alice.LearnListAsync(carol, new DeviceId(1));
        var needs = Assert.IsType<OmemoNeedsDeviceLists>(await alice.EncryptAsync([bob, carol, bob], Text));
        Assert.Equal([(EncryptionKind.Omemo, bob), (EncryptionKind.Omemo, alice.Account)], needs.Lists);
    }

    [Fact]
    public async Task Devices_without_a_session_are_asked_for_our_own_others_included_and_this_one_not()
    {
        var (alice, bob) = await Peer.PairAsync();
        await alice.LearnListAsync(alice.Account, alice.Id, new DeviceId(7));
        await alice.LearnListAsync(bob.Account, bob.Id, new DeviceId(8));
        var needs = Assert.IsType<OmemoNeedsBundles>(await alice.EncryptAsync([bob.Account], Text));
        Assert.Equal(
            [(bob.Account, bob.Id), (bob.Account, new DeviceId(8)), (alice.Account, new DeviceId(7))],
            needs.Devices.Select(device => (device.Owner, device.Device))
        );
    }

    [Fact]
    public async Task A_message_goes_to_every_device_with_a_key_and_to_none_else()
    {
        var (alice, bob) = await Peer.PairAsync();
        var tablet = await Peer.OpenAsync("alice@example.org", 5);
        await alice.LearnListAsync(alice.Account, alice.Id, tablet.Id);
        await tablet.LearnListAsync(alice.Account, alice.Id, tablet.Id);
        await alice.LearnBundleAsync(tablet);
        var envelope = await alice.SendAsync("to all", bob);
        Assert.Equal([(bob.Account, bob.Id), (alice.Account, tablet.Id)], envelope.Keys.Select(key => (key.Owner!.Value, key.Device)));
        Assert.Equal(EncryptionKind.Omemo, envelope.Kind);
        Assert.Equal(alice.Id, envelope.Sender);
        Assert.Equal(12, envelope.Iv.Length);
        Assert.Equal("to all", (await bob.ReceiveAsync(alice, envelope)).Text());
        var copy = await tablet.ReceiveAsync(alice, envelope);
        Assert.Equal(("to all", true), (copy.Text(), copy.Sender.IsOwn));
    }

    [Fact]
    public async Task A_missing_device_of_our_own_does_not_stop_the_message()
    {
        var (alice, bob) = await Peer.PairAsync();
        await alice.LearnListAsync(alice.Account, alice.Id, new DeviceId(7));
        var ready = Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("x", bob));
        Assert.Equal([(alice.Account, new DeviceId(7), OmemoExclusion.NoBundle)], ready.Excluded);
    }

    [Fact]
    public async Task A_bundle_that_was_missing_is_asked_for_again_an_hour_later()
    {
        var (alice, bob) = await Peer.PairAsync();
        await alice.LearnBundleAsync(bob, null);
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.NoBundle), await alice.EncryptAsync([bob.Account], Text));
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.NoBundle), await alice.EncryptEmptyAsync(bob.Account, bob.Id));
        alice.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<OmemoNeedsBundles>(await alice.EncryptAsync([bob.Account], Text));
    }

    [Fact]
    public async Task A_recipient_without_devices_stops_the_message()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var carol = Jid.Parse("carol@example.com");
        await alice.LearnListAsync(carol);
        Assert.Equal(new OmemoNoRecipients(carol, OmemoExclusion.NoDevices), await alice.EncryptAsync([bob.Account, carol], Text));
    }

    [Fact]
    public async Task A_note_to_ourselves_needs_another_device_of_ours()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1);
        Assert.Equal(new OmemoNoRecipients(alice.Account, OmemoExclusion.NoDevices), await alice.EncryptAsync([alice.Account], Text));
    }

    [Fact]
    public async Task No_recipient_at_all_is_the_callers_mistake()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1);
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.EncryptAsync([], Text));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        error = await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.EncryptAsync([default], Text));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        error = await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.EncryptEmptyAsync(alice.Account, alice.Id));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task Two_sendings_of_one_text_share_no_key_IV_or_ciphertext()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var (one, other) = (await alice.SendAsync("same", bob), await alice.SendAsync("same", bob));
        Assert.NotEqual(one.Iv.ToArray(), other.Iv.ToArray());
        Assert.NotEqual(one.Payload!.Value.ToArray(), other.Payload!.Value.ToArray());
        Assert.NotEqual(one.Data(), other.Data());
    }

    [Fact]
    public async Task An_encryption_that_was_not_committed_leaves_the_ratchet_where_it_was()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var before = alice.Store.Snapshot();
        Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("never sent", bob));
        Assert.Equal(before, alice.Store.Snapshot());
        Assert.Equal("sent", (await bob.ReceiveAsync(alice, await alice.SendAsync("sent", bob))).Text());
    }

    [Fact]
    public async Task A_key_transport_message_has_an_IV_and_no_payload_and_opens_without_text()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var ready = Assert.IsType<OmemoReady>(await alice.EncryptAsync([bob.Account], null));
        alice.Commit(ready.Changes);
        Assert.Null(ready.Envelope.Payload);
        Assert.Equal(12, ready.Envelope.Iv.Length);
        Assert.Null((await bob.ReceiveAsync(alice, ready.Envelope)).Plaintext);
    }

    [Fact]
    public async Task An_empty_text_is_a_text()
    {
        var (alice, bob) = await Peer.SessionAsync();
        Assert.Equal("", (await bob.ReceiveAsync(alice, await alice.SendAsync("", bob))).Text());
    }

    [Fact]
    public async Task An_empty_message_to_a_device_without_a_session_asks_for_its_bundle()
    {
        var (alice, bob) = await Peer.PairAsync();
        var needs = Assert.IsType<OmemoNeedsBundles>(await alice.EncryptEmptyAsync(bob.Account, bob.Id));
        Assert.Equal([(EncryptionKind.Omemo, bob.Account, bob.Id)], needs.Devices);
    }

    [Fact]
    public async Task A_step_that_overlaps_another_is_refused()
    {
        var store = new SlowStore();
        var machine = new OmemoMachine(Jid.Parse("alice@example.org"), store, TrustPolicy.Manual);
        var first = machine.OpenAsync().AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await machine.OpenAsync());
        store.Answer.SetResult(null);
        await first;
        await machine.OpenAsync();
    }
}
