// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Omemo;

public abstract class OwnKeysTests(EncryptionKind kind)
{
    [Fact]
    public async Task A_device_is_made_once_and_loaded_from_then_on()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        Assert.True(alice.Id.IsValid);
        alice.Restart();
        var again = await alice.Machine.OpenAsync();
        Assert.Equal((alice.Id, alice.Fingerprint), (again.Id, again.Fingerprint));
        Assert.Empty(again.Changes);
    }

    [Fact]
    public async Task The_keys_that_are_left_and_their_age_are_told_without_changing_anything()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var before = await bob.Machine.GetKeyStatusAsync(kind);
        Assert.Equal((100, bob.Time.GetUtcNow().ToUnixTimeSeconds()), (before.PreKeys, before.SignedPreKeyMadeAt.ToUnixTimeSeconds()));

        await bob.ReceiveAsync(alice, await alice.SendAsync("hello", bob));

        Assert.Equal(before with { PreKeys = 99 }, await bob.Machine.GetKeyStatusAsync(kind));
        Assert.Equal(before with { PreKeys = 99 }, await bob.Machine.GetKeyStatusAsync(kind));
    }

    [Fact]
    public async Task A_device_that_was_not_committed_never_was()
    {
        var machine = new OmemoMachine(
            Jid.Parse("alice@example.org"),
            new MemoryStateStore(),
            TrustPolicy.Manual,
            random: new SeededRandom(1)
        );
        var one = await machine.OpenAsync();
        var other = await machine.OpenAsync();
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await machine.GetBundleAsync(kind));
        Assert.Equal(ErrorKind.Failed, error.Kind);
    }

    [Fact]
    public async Task A_new_devices_number_that_is_free_is_kept_and_settled()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        Assert.False((await alice.Machine.OpenAsync()).IsClaimed);
        var claimed = await alice.Machine.ClaimDeviceIdAsync([new(7), new(9)]);
        Assert.Equal((alice.Id, true), (claimed.Id, claimed.IsClaimed));
        Assert.False((await alice.Machine.OpenAsync()).IsClaimed);
        alice.Commit(claimed.Changes);
        Assert.True((await alice.Machine.OpenAsync()).IsClaimed);
    }

    [Fact]
    public async Task A_new_devices_number_that_another_has_is_given_up_for_a_free_one_under_the_same_identity()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var before = await alice.BundleAsync();

        // The same randomness: what it would choose next, were that not taken too.
        var twin = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        var next = (await twin.Machine.ClaimDeviceIdAsync([twin.Id])).Id;

        var claimed = await alice.Machine.ClaimDeviceIdAsync([new(7), alice.Id, next]);
        alice.Commit(claimed.Changes);

        Assert.True(claimed.Id.IsValid);
        Assert.DoesNotContain(claimed.Id, new[] { alice.Id, next });
        Assert.Equal((alice.Fingerprint, true), (claimed.Fingerprint, claimed.IsClaimed));
        alice.Restart();
        Assert.Equal(claimed.Id, (await alice.Machine.OpenAsync()).Id);
        Assert.Equal(before.IdentityKey, (await alice.BundleAsync()).IdentityKey);
        Assert.Equal(claimed.Id, (await alice.SendAsync("hello", bob)).Sender);
        var list = await alice.LearnListAsync(alice.Account, alice.Id);
        Assert.Equal([claimed.Id, alice.Id], list.Announce.Select(device => device.Device));
    }

    [Fact]
    public async Task A_settled_number_stays_for_it_is_this_device_that_the_list_names()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        alice.Commit((await alice.Machine.ClaimDeviceIdAsync([])).Changes);
        var again = await alice.Machine.ClaimDeviceIdAsync([alice.Id]);
        Assert.Equal((alice.Id, true), (again.Id, again.IsClaimed));
        Assert.Empty(again.Changes);
    }

    [Fact]
    public async Task A_number_is_settled_for_an_opened_device_only()
    {
        var machine = new OmemoMachine(Jid.Parse("alice@example.org"), new MemoryStateStore(), TrustPolicy.Manual);
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await machine.ClaimDeviceIdAsync([]));
        Assert.Equal(ErrorKind.Failed, error.Kind);
    }

    [Fact]
    public async Task The_default_random_source_makes_different_devices()
    {
        var account = Jid.Parse("alice@example.org");
        var one = await new OmemoMachine(account, new MemoryStateStore(), TrustPolicy.Manual).OpenAsync();
        var other = await new OmemoMachine(account, new MemoryStateStore(), TrustPolicy.Manual).OpenAsync();
        Assert.NotEqual((one.Id, one.Fingerprint), (other.Id, other.Fingerprint));
    }

    [Fact]
    public async Task A_bundle_has_100_one_time_keys_and_a_good_signature_over_the_typed_key()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        var bundle = await alice.BundleAsync();
        Assert.Equal(100, bundle.PreKeys.Count);
        Assert.All(bundle.PreKeys, key => Assert.Equal(32, Formats.Of(kind).DecodeKey(key.PublicKey).Length));
        Assert.Equal(100, bundle.PreKeys.Select(key => Convert.ToHexString(key.PublicKey.Span)).Distinct().Count());
        Assert.All(bundle.PreKeys, key => Assert.InRange(key.Id, 1u, 0xffffffu));
        var identity = Formats.Of(kind).DecodeIdentity(bundle.IdentityKey)!;
        Assert.Equal(alice.Fingerprint, identity.Fingerprint);
        Assert.True(
            Formats.Of(kind).Verify(BouncyCastleCurve25519.Instance, identity, bundle.SignedPreKey.Span, bundle.SignedPreKeySignature.Span)
        );
    }

    [Fact]
    public async Task The_signed_prekey_is_replaced_after_7_days_and_the_old_one_opens_sessions_for_30_more()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var old = await bob.BundleAsync();
        bob.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(kind, (await MaintainAsync(bob)).Bundles);
        bob.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(kind, (await MaintainAsync(bob)).Bundles);
        Assert.NotEqual(old.SignedPreKeyId, (await bob.BundleAsync()).SignedPreKeyId);

        await alice.LearnBundleAsync(bob, old);
        var envelope = await alice.SendAsync("on the old key", bob);
        bob.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await MaintainAsync(bob);
        Assert.IsType<OmemoDecrypted>(await bob.TryDecryptAsync(alice, envelope));
        bob.Time.Advance(TimeSpan.FromSeconds(1));
        await MaintainAsync(bob);
        var failed = Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, envelope));
        Assert.Equal(DecryptFailure.UnknownPreKey, failed.Reason);
    }

    [Fact]
    public async Task A_signed_prekey_from_the_future_is_replaced_at_once()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        alice.Time.SetUtcNow(Peer.Start.AddYears(3));
        Assert.Contains(kind, (await MaintainAsync(alice)).Bundles);
        alice.Time.AdjustTime(Peer.Start);
        Assert.Contains(kind, (await MaintainAsync(alice)).Bundles);
        Assert.DoesNotContain(kind, (await MaintainAsync(alice)).Bundles);
    }

    [Fact]
    public async Task A_used_one_time_key_is_published_no_more_and_refilled_under_a_number_never_used()
    {
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var before = await bob.BundleAsync();
        await alice.LearnBundleAsync(bob, before with { PreKeys = [before.PreKeys[^1]] });
        var received = await bob.ReceiveAsync(alice, await alice.SendAsync("hello", bob));
        Assert.True(received.PublishBundle);
        Assert.Equal(99, (await bob.BundleAsync()).PreKeys.Count);

        bob.Commit(await bob.Machine.ReleaseUsedPreKeysAsync());
        Assert.Contains(kind, (await MaintainAsync(bob)).Bundles);
        var after = await bob.BundleAsync();
        Assert.Equal(100, after.PreKeys.Count);
        var fresh = Assert.Single(after.PreKeys.Select(key => key.Id).Except(before.PreKeys.Select(key => key.Id)));
        Assert.Equal(101u, fresh);
    }

    [Fact]
    public async Task A_used_one_time_key_serves_others_until_it_is_released()
    {
        // Two senders fetched the same bundle while we were offline and took the same key.
        var (alice, bob) = await Peer.PairAsync(kind: kind);
        var carol = await Peer.OpenAsync("carol@example.com", 77, kinds: kind);
        await carol.LearnListAsync(bob.Account, bob.Id);
        var bundle = await bob.BundleAsync();
        bundle = bundle with { PreKeys = [bundle.PreKeys[5]] };
        await alice.LearnBundleAsync(bob, bundle);
        await carol.LearnBundleAsync(bob, bundle);
        var (first, second) = (await alice.SendAsync("one", bob), await carol.SendAsync("two", bob));
        Assert.Equal("one", (await bob.ReceiveAsync(alice, first)).Text());
        Assert.IsType<OmemoDecrypted>(await bob.TryDecryptAsync(carol, second));

        bob.Commit(await bob.Machine.ReleaseUsedPreKeysAsync());
        var before = bob.Store.Snapshot();
        Assert.Equal(DecryptFailure.UnknownPreKey, Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(carol, second)).Reason);
        Assert.Equal(before, bob.Store.Snapshot());
        Assert.Empty(await bob.Machine.ReleaseUsedPreKeysAsync());
    }

    [Fact]
    public async Task A_damaged_record_is_an_error_of_storage()
    {
        var alice = await Peer.OpenAsync("alice@example.org", 1, kinds: kind);
        alice.Commit([new("omemo.device", "this", new byte[] { 1, 2, 3 })]);
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.Machine.OpenAsync());
        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
    }

    private static async Task<OmemoMaintenance> MaintainAsync(Peer peer)
    {
        var result = await peer.Machine.MaintainAsync();
        peer.Commit(result.Changes);
        Assert.Equal(result.Bundles.Count > 0, result.Changes.Any(change => change.Value is not null));
        return result;
    }
}

public sealed class LegacyOwnKeysTests() : OwnKeysTests(EncryptionKind.Omemo);

public sealed class Omemo2OwnKeysTests() : OwnKeysTests(EncryptionKind.Omemo2);
