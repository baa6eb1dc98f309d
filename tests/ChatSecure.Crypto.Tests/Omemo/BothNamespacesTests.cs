// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Omemo;

/// <summary>One account that speaks both namespaces, among devices that speak one or both.</summary>
public sealed class BothNamespacesTests
{
    private const EncryptionKind Old = EncryptionKind.Omemo;
    private const EncryptionKind New = EncryptionKind.Omemo2;

    [Fact]
    public async Task Each_device_gets_the_message_once_in_the_best_namespace_it_speaks()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: [New, Old]);
        var onlyOld = await Peer.OpenAsync("bob@example.net", 2, kinds: Old);
        var onlyNew = await Peer.OpenAsync("bob@example.net", 3, kinds: New);
        var both = await Peer.OpenAsync("bob@example.net", 4, kinds: [New, Old]);
        await alice.LearnListAsync(Old, onlyOld.Account, [new(onlyOld.Id), new(both.Id)]);
        await alice.LearnListAsync(New, onlyOld.Account, [new(onlyNew.Id), new(both.Id)]);

        var ready = Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("to all of you", onlyOld, onlyNew, both));
        alice.Commit(ready.Changes);

        Assert.Equal([New, Old], ready.Envelopes.Select(envelope => envelope.Kind));
        Assert.Equal([onlyNew.Id, both.Id], ready.Envelopes[0].Keys.Select(key => key.Device));
        Assert.Equal([onlyOld.Id], ready.Envelopes[1].Keys.Select(key => key.Device));
        Assert.Empty(ready.Excluded);
        Assert.Equal("to all of you", (await onlyNew.ReceiveAsync(alice, ready.Envelopes[0])).Text());
        Assert.Equal("to all of you", (await both.ReceiveAsync(alice, ready.Envelopes[0])).Text());
        Assert.Equal("to all of you", (await onlyOld.ReceiveAsync(alice, ready.Envelopes[1])).Text());
        Assert.Equal(DecryptFailure.NotForThisDevice, Reason(await both.TryDecryptAsync(alice, ready.Envelopes[1])));
    }

    [Fact]
    public async Task One_device_has_one_identity_in_both_namespaces()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: [New, Old]);
        var (old, @new) = (await alice.Machine.GetBundleAsync(Old), await alice.Machine.GetBundleAsync(New));
        Assert.Equal(alice.Fingerprint, Formats.Of(Old).DecodeIdentity(old.IdentityKey)!.Fingerprint);
        Assert.Equal(alice.Fingerprint, Formats.Of(New).DecodeIdentity(@new.IdentityKey)!.Fingerprint);
        Assert.Equal((33, 32), (old.IdentityKey.Length, @new.IdentityKey.Length));
        Assert.NotEqual(old.SignedPreKey[1..].ToArray(), @new.SignedPreKey.ToArray());
        Assert.Empty(old.PreKeys.Select(Key).Intersect(@new.PreKeys.Select(Key)));

        static string Key(OmemoPreKey key) => Convert.ToHexString(key.PublicKey.Span[^32..]);
    }

    [Fact]
    public async Task A_device_whose_better_bundle_is_missing_is_served_in_the_other_namespace()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: [New, Old]);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: Old);
        await alice.LearnListAsync(bob.Account, bob.Id);

        var ready = Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("all the same", bob));
        alice.Commit(ready.Changes);

        var envelope = Assert.Single(ready.Envelopes);
        Assert.Equal(Old, envelope.Kind);
        Assert.Empty(ready.Excluded);
        Assert.Equal("all the same", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task Trust_in_a_key_counts_in_both_namespaces()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.Manual, kinds: [New, Old]);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: [New, Old]);
        await alice.LearnListAsync(bob.Account, bob.Id);
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Undecided), await alice.TryEncryptAsync("x", bob));

        Assert.Single(await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified));
        Assert.Equal(bob.Fingerprint, Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).Fingerprint);
        foreach (var kind in (EncryptionKind[])[New, Old])
        {
            alice.Commit((await alice.Machine.AddBundleAsync(kind, bob.Account, bob.Id, await bob.Machine.GetBundleAsync(kind))).Changes);
            var content = kind == New ? new OmemoContent(null, new byte[1]) : new OmemoContent(new byte[1], null);
            Assert.Equal(kind, Assert.IsType<OmemoReady>(await alice.Machine.EncryptAsync([bob.Account], content)).Envelope.Kind);
        }
    }

    [Fact]
    public async Task Two_devices_that_share_a_number_in_different_namespaces_are_both_served()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: [New, Old]);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: Old);
        var other = await Peer.OpenAsync("bob@example.net", 3, kinds: New);
        await alice.LearnListAsync(bob.Account, bob.Id);
        alice.Commit((await alice.Machine.AddBundleAsync(Old, bob.Account, bob.Id, await bob.Machine.GetBundleAsync(Old))).Changes);
        alice.Commit((await alice.Machine.AddBundleAsync(New, bob.Account, bob.Id, await other.Machine.GetBundleAsync(New))).Changes);

        var ready = Assert.IsType<OmemoReady>(await alice.Machine.EncryptAsync([bob.Account], new(new byte[1], new byte[1])));

        Assert.Equal([(New, bob.Id), (Old, bob.Id)], ready.Envelopes.Select(envelope => (envelope.Kind, envelope.Keys[0].Device)));
    }

    [Fact]
    public async Task A_key_that_may_not_be_used_does_not_hide_the_devices_other_key()
    {
        // A server that puts a made-up omemo:2 key beside the device that a person has verified gets nothing, and takes nothing away.
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: [New, Old]);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: Old);
        var forged = await Peer.OpenAsync("bob@example.net", 3, kinds: New);
        await alice.LearnListAsync(Old, bob.Account, [new(bob.Id)]);
        await alice.LearnListAsync(New, bob.Account, []);
        alice.Commit((await alice.Machine.AddBundleAsync(Old, bob.Account, bob.Id, await bob.Machine.GetBundleAsync(Old))).Changes);
        await alice.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);

        await alice.LearnListAsync(New, bob.Account, [new(bob.Id)]);
        alice.Commit((await alice.Machine.AddBundleAsync(New, bob.Account, bob.Id, await forged.Machine.GetBundleAsync(New))).Changes);

        var ready = Assert.IsType<OmemoReady>(await alice.Machine.EncryptAsync([bob.Account], new(new byte[1], new byte[1])));
        Assert.Equal(Old, Assert.Single(ready.Envelopes).Kind);
        Assert.Contains(await alice.Machine.GetDevicesAsync(bob.Account), device => device.Trust == TrustLevel.Undecided);
    }

    [Fact]
    public async Task Content_for_one_namespace_goes_out_in_that_one_only()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: [New, Old]);
        var bob = await Peer.OpenAsync("bob@example.net", 2, kinds: [New, Old]);
        await alice.LearnListAsync(bob.Account, bob.Id);
        var needs = Assert.IsType<OmemoNeedsBundles>(await alice.Machine.EncryptAsync([bob.Account], new(new byte[1], null)));
        Assert.Equal([(Old, bob.Account, bob.Id)], needs.Devices);
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await alice.Machine.EncryptAsync([bob.Account], new(null, null))
        );
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task A_message_in_no_namespace_of_ours_is_unsupported()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var foreign = await alice.SendAsync("x", bob) with { Kind = EncryptionKind.Otr };
        Assert.Equal(DecryptFailure.Unsupported, Reason(await bob.TryDecryptAsync(alice, foreign)));
    }

    [Fact]
    public async Task An_error_of_decryption_is_repaired_in_the_legacy_namespace_and_never_in_omemo_2()
    {
        foreach (var kind in (EncryptionKind[])[New, Old])
        {
            var (alice, bob) = await Peer.SessionAsync(kind: kind);
            bob.Time.Advance(TimeSpan.FromHours(2));
            var envelope = await alice.SendAsync("x", bob);
            var data = envelope.Data();
            data[^1] ^= 1;
            var failed = Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, envelope.WithData(data)));
            Assert.Equal((DecryptFailure.Invalid, kind == Old), (failed.Reason, failed.RebuildSession));
        }
    }

    [Fact]
    public async Task An_empty_message_in_omemo_2_carries_32_zero_bytes_and_no_payload()
    {
        var sealedBody = Formats.Of(New).Seal(default, hasPayload: false, new ScriptedRandom());
        Assert.Equal(new byte[32], sealedBody.KeyMaterial);
        Assert.Null(sealedBody.Ciphertext);
        var (alice, bob) = await Peer.SessionAsync(kind: New);
        var envelope = await alice.SendEmptyAsync(bob);
        Assert.Null(envelope.Payload);
        Assert.Null((await bob.ReceiveAsync(alice, envelope)).Plaintext);
    }

    [Fact]
    public async Task Every_flipped_bit_of_a_payload_is_caught_before_its_padding_is_looked_at()
    {
        var (alice, bob) = await Peer.SessionAsync(kind: New);
        var envelope = await alice.SendAsync("some text", bob);
        var before = bob.Store.Snapshot();
        for (var bit = 0; bit < envelope.Payload!.Value.Length * 8; bit++)
        {
            var payload = envelope.Payload.Value.ToArray();
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(DecryptFailure.Invalid, Reason(await bob.TryDecryptAsync(alice, envelope with { Payload = payload })));
        }

        Assert.Equal(DecryptFailure.Invalid, Reason(await bob.TryDecryptAsync(alice, envelope with { Payload = Array.Empty<byte>() })));
        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Equal("some text", (await bob.ReceiveAsync(alice, envelope)).Text());
    }

    [Fact]
    public async Task A_key_exchange_with_the_other_sign_of_the_identity_key_does_not_open()
    {
        // The two signs have one u coordinate, so one fingerprint; the associated data tells them apart.
        var (alice, bob) = await Peer.PairAsync(kind: New);
        var envelope = await alice.SendAsync("x", bob);
        var exchange = Formats.Of(New).ReadKeyExchange(envelope.Data())!;
        var wire = exchange.Identity.Wire.ToArray();
        wire[31] ^= 0x80;
        var forged = exchange with { Identity = Formats.Of(New).DecodeIdentity(wire)! };
        Assert.Equal(exchange.Identity.Fingerprint, forged.Identity.Fingerprint);
        var result = await bob.TryDecryptAsync(alice, envelope.WithData(Formats.Of(New).WriteKeyExchange(forged)));
        Assert.Equal(DecryptFailure.Invalid, Reason(result));
    }

    [Fact]
    public async Task A_label_is_shown_if_the_device_signed_it_and_ignored_otherwise()
    {
        var bob = await Peer.OpenAsync("bob@example.net", 2, label: "Bob's phone", kinds: New);
        var announced = await bob.Machine.UpdateDeviceListAsync(New, bob.Account, [new(new(77), "tablet", new byte[64])]);
        var own = announced.Announce[0];
        Assert.Equal((bob.Id, "Bob's phone", 64), (own.Device, own.Label, own.LabelSignature.Length));
        Assert.Equal(("tablet", 64), (announced.Announce[1].Label, announced.Announce[1].LabelSignature.Length));

        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: New);
        Assert.Equal("Bob's phone", await LabelAsync(own));
        Assert.Null(await LabelAsync(own with { LabelSignature = default }));
        Assert.Null(await LabelAsync(own with { Label = "Bob's Phone" }));
        Assert.Null(await LabelAsync(own with { LabelSignature = new byte[64] }));
        Assert.Null(await LabelAsync(own with { Label = new string('x', 300) }));
        Assert.Equal("Bob's phone", await LabelAsync(own));
        await alice.LearnListAsync(New, bob.Account, []);
        Assert.Equal(0, alice.Store.Count("omemo2.label"));

        async Task<string?> LabelAsync(OmemoListedDevice listed)
        {
            await alice.LearnListAsync(New, bob.Account, [listed]);
            await alice.LearnBundleAsync(bob);
            return Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).Label;
        }
    }

    [Fact]
    public async Task A_label_never_reaches_the_legacy_list()
    {
        var bob = await Peer.OpenAsync("bob@example.net", 2, label: "Bob's phone", kinds: [New, Old]);
        var announced = await bob.Machine.UpdateDeviceListAsync(Old, bob.Account, []);
        Assert.Null(Assert.Single(announced.Announce).Label);
    }

    private static DecryptFailure Reason(OmemoDecryptResult result) => Assert.IsType<OmemoFailed>(result).Reason;
}
