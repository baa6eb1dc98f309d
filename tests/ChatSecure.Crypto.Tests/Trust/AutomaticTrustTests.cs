// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Trust;

/// <summary>Automatic trust management (XEP-0450): which word of which device counts, when, and who is told.</summary>
public sealed class AutomaticTrustTests
{
    private const EncryptionKind New = EncryptionKind.Omemo2;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_word_of_a_verified_device_of_ours_verifies_a_contacts_key()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var result = await HearAsync(phone, laptop, Word(bob, true));
        Assert.Equal((bob.Id, TrustLevel.Verified), (Assert.Single(result.Changed).Device, result.Changed[0].Trust));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task A_word_of_a_device_that_is_not_verified_waits_until_it_is()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        Assert.Empty((await HearAsync(phone, laptop, Word(bob, true))).Changed);
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(phone, bob));

        phone.Restart();
        phone.Time.Advance(Minute);
        var changed = await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        Assert.Equal([laptop.Id, bob.Id], changed.Select(device => device.Device));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task A_word_about_a_key_that_nobody_has_seen_waits_until_it_shows_up()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var tablet = await Peer.OpenAsync("bob@example.net", 77, kinds: New);
        await HearAsync(phone, laptop, Word(tablet, true));
        Assert.DoesNotContain(await phone.Machine.GetDevicesAsync(bob.Account), device => device.Fingerprint == tablet.Fingerprint);

        await phone.LearnListAsync(bob.Account, bob.Id, tablet.Id);
        Assert.Equal(TrustLevel.Verified, (await phone.LearnBundleAsync(tablet)).Device!.Trust);
    }

    [Fact]
    public async Task A_rejection_that_came_first_meets_the_key_rejected()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var stolen = await Peer.OpenAsync("bob@example.net", 77, kinds: New);
        await HearAsync(phone, laptop, Word(stolen, false));
        await phone.LearnListAsync(bob.Account, bob.Id, stolen.Id);
        var result = await phone.LearnBundleAsync(stolen);
        Assert.Equal((false, TrustLevel.Distrusted), (result.Accepted, result.Device!.Trust));
    }

    [Fact]
    public async Task Verification_spreads_from_device_to_device()
    {
        // The laptop vouches for the tablet, the tablet for Bob: verifying the laptop settles both.
        var (phone, laptop, bob) = await ThreeAsync();
        var tablet = await Peer.OpenAsync("alice@example.org", 88, kinds: New);
        await phone.LearnListAsync(phone.Account, phone.Id, laptop.Id, tablet.Id);
        await phone.LearnBundleAsync(tablet);
        await HearAsync(phone, tablet, Word(bob, true));
        await HearAsync(phone, laptop, Word(tablet, true));
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, tablet));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task A_contact_may_speak_of_their_own_keys_only()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        Assert.Empty((await HearAsync(phone, bob, Word(laptop, true))).Changed);
        Assert.Equal(TrustLevel.Trusted, await LevelAsync(phone, laptop));

        var tablet = await Peer.OpenAsync("bob@example.net", 77, kinds: New);
        await phone.LearnListAsync(bob.Account, bob.Id, tablet.Id);
        await phone.LearnBundleAsync(tablet);
        Assert.Equal(TrustLevel.Undecided, await LevelAsync(phone, tablet));
        await HearAsync(phone, bob, Word(tablet, true));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, tablet));
    }

    [Fact]
    public async Task A_word_on_ones_own_key_or_on_this_device_counts_for_nothing()
    {
        var (phone, laptop, _) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var before = phone.Store.Snapshot();
        await HearAsync(phone, laptop, Word(laptop, false), Word(phone, false));
        Assert.Equal(before, phone.Store.Snapshot());
    }

    [Fact]
    public async Task Of_two_words_the_later_given_counts_whatever_comes_first()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var now = phone.Time.GetUtcNow();
        phone.Time.Advance(10 * Minute);
        await HearAsync(phone, laptop, now + (2 * Minute), Word(bob, false));
        await HearAsync(phone, laptop, now + Minute, Word(bob, true));
        Assert.Equal(TrustLevel.Distrusted, await LevelAsync(phone, bob));
        await HearAsync(phone, laptop, now + (3 * Minute), Word(bob, true));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task A_replayed_word_does_not_undo_what_was_decided_since()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var sentAt = phone.Time.GetUtcNow();
        await HearAsync(phone, laptop, sentAt, Word(bob, true));
        phone.Time.Advance(Minute);
        await phone.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Distrusted);
        await HearAsync(phone, laptop, sentAt, Word(bob, true));
        Assert.Equal(TrustLevel.Distrusted, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task A_word_from_the_future_does_not_outlast_later_decisions()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        await HearAsync(phone, laptop, phone.Time.GetUtcNow().AddYears(50), Word(bob, false));
        phone.Time.Advance(Minute);
        await HearAsync(phone, laptop, Word(bob, true));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task Both_forms_of_a_key_are_understood()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        await HearAsync(phone, laptop, new OmemoKeyDecision(bob.Account, bob.Fingerprint.ToBytes(), true));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task Under_the_manual_policy_no_word_counts_and_nobody_is_told()
    {
        var phone = await Peer.OpenAsync("alice@example.org", 1, TrustPolicy.Manual, kinds: New);
        var laptop = await Peer.OpenAsync("alice@example.org", 2, kinds: New);
        var bob = await Peer.OpenAsync("bob@example.net", 3, kinds: New);
        await MeetAsync(phone, laptop, bob);
        var notices = (await phone.Machine.SetTrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified)).Notices;
        Assert.Empty(notices);
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        await HearAsync(phone, laptop, Word(bob, true));
        Assert.Equal(TrustLevel.Undecided, await LevelAsync(phone, bob));
    }

    [Fact]
    public async Task Words_that_do_not_count_yet_are_bounded()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        var flood = Enumerable.Range(0, 1500).Select(Made).ToArray();
        await HearAsync(phone, laptop, flood);
        await HearAsync(phone, laptop, [.. Enumerable.Range(1500, 1500).Select(Made)]);
        Assert.Equal(2000, phone.Store.Count("omemo.notice"));

        OmemoKeyDecision Made(int number)
        {
            // Not on the Edwards curve, so that each makes one record.
            var key = new byte[32];
            key[0] = 2;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(key.AsSpan(8), number);
            var u = new byte[32];
            while (ChatSecure.Crypto.Primitives.BouncyCastleCurve25519.Instance.TryGetMontgomeryKey(key, u))
            {
                key[20]++;
            }

            return new(bob.Account, key, true);
        }
    }

    [Fact]
    public async Task Verifying_a_contacts_key_tells_our_verified_devices_of_it_and_that_device_of_ours()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var notices = (await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Notices;

        Assert.Equal(2, notices.Count);
        Assert.Equal((phone.Account, null), (notices[0].To, notices[0].Only));
        Assert.Equal((bob.Account, true), About(notices[0]));
        Assert.Equal((bob.Account, bob.Fingerprint), (notices[1].To, notices[1].Only));
        Assert.Equal((laptop.Account, true), About(notices[1]));
    }

    [Fact]
    public async Task Verifying_a_key_of_ours_tells_every_verified_device_and_that_one_everything()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        var notices = (await phone.Machine.SetTrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified)).Notices;
        Assert.Equal([bob.Account, laptop.Account], notices.Select(notice => notice.To));
        Assert.Equal((laptop.Account, true), About(notices[0]));
        Assert.Equal((bob.Account, true), About(notices[1]));
        Assert.Equal(laptop.Fingerprint, notices[1].Only);
    }

    [Fact]
    public async Task Rejecting_a_contacts_key_is_told_to_our_devices_and_not_to_the_contact()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        await phone.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        var notice = Assert.Single((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Distrusted)).Notices);
        Assert.Equal((phone.Account, null), (notice.To, notice.Only));
        Assert.Equal((bob.Account, false), About(notice));
    }

    [Fact]
    public async Task A_notice_is_encrypted_for_verified_devices_alone_and_makes_the_other_side_trust()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        var result = await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        phone.Commit(result.Changes);
        var ready = Assert.IsType<OmemoReady>(await phone.Machine.EncryptNoticeAsync(result.Notices[0], new byte[1]));
        Assert.Equal((New, laptop.Id), (ready.Envelope.Kind, Assert.Single(ready.Envelope.Keys).Device));

        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Distrusted);
        Assert.IsType<OmemoNoRecipients>(await phone.Machine.EncryptNoticeAsync(result.Notices[0], new byte[1]));
    }

    [Fact]
    public async Task The_same_decision_again_is_not_told_again()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        await phone.TrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified);
        await phone.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        Assert.Empty((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Notices);
    }

    private static async Task<(Peer Phone, Peer Laptop, Peer Bob)> ThreeAsync()
    {
        var phone = await Peer.OpenAsync("alice@example.org", 1, kinds: New);
        var laptop = await Peer.OpenAsync("alice@example.org", 2, kinds: New);
        var bob = await Peer.OpenAsync("bob@example.net", 3, kinds: New);
        await MeetAsync(phone, laptop, bob);
        return (phone, laptop, bob);
    }

    private static async Task MeetAsync(Peer phone, Peer laptop, Peer bob)
    {
        await phone.LearnListAsync(phone.Account, phone.Id, laptop.Id);
        await phone.LearnListAsync(bob.Account, bob.Id);
        await phone.LearnBundleAsync(laptop);
        await phone.LearnBundleAsync(bob);
    }

    private static OmemoKeyDecision Word(Peer about, bool trusted)
    {
        using var own = ChatSecure.Crypto.Omemo.State.OwnDevice.Deserialize(
            about.Store.GetAsync(about.Account, "omemo.device", "this").AsTask().GetAwaiter().GetResult()!
        );
        return new(about.Account, own.EdwardsIdentity, trusted);
    }

    private static Task<OmemoTrustResult> HearAsync(Peer hearer, Peer sender, params OmemoKeyDecision[] words) =>
        HearAsync(hearer, sender, hearer.Time.GetUtcNow(), words);

    private static async Task<OmemoTrustResult> HearAsync(Peer hearer, Peer sender, DateTimeOffset sentAt, params OmemoKeyDecision[] words)
    {
        var result = await hearer.Machine.HearTrustAsync(sender.Account, sender.Fingerprint, sentAt, words);
        hearer.Commit(result.Changes);
        return result;
    }

    private static async Task<TrustLevel> LevelAsync(Peer of, Peer about) =>
        (await of.Machine.GetDevicesAsync(about.Account)).Single(device => device.Fingerprint == about.Fingerprint).Trust;

    private static (Jid, bool) About(OmemoTrustNotice notice) => (Assert.Single(notice.Decisions).Owner, notice.Decisions[0].IsTrusted);
}
