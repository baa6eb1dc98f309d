// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Tests.Trust;

/// <summary>What is to be told of decisions outlives the process, and neither a decision nor its telling is there without the other.</summary>
public sealed class PendingNoticeTests
{
    private const EncryptionKind New = EncryptionKind.Omemo2;

    [Fact]
    public async Task A_decision_and_what_is_to_be_told_of_it_are_one_step()
    {
        var (phone, _, bob) = await ThreeAsync();
        var before = phone.Store.Snapshot();

        // Computed and never committed: nothing has happened.
        var dropped = await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        Assert.NotEmpty(dropped.Notices);
        phone.Restart();
        Assert.Equal(before, phone.Store.Snapshot());
        Assert.Empty(await PendingAsync(phone));

        var result = await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified);
        phone.Commit(result.Changes);
        phone.Restart();
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, bob));
        Assert.Equal(result.Notices.Select(Text), (await PendingAsync(phone)).Select(Text));
    }

    [Fact]
    public async Task A_notice_is_there_until_it_is_forgotten_whatever_step_the_process_ends_at()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        phone.Commit((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Changes);
        var notice = (await PendingAsync(phone)).Single(notice => notice.To == phone.Account);

        // Ended before the encryption was committed, after it, and before the acknowledgement was.
        await phone.Machine.EncryptNoticeAsync(notice, new byte[1]);
        phone.Restart();
        Assert.Contains(await PendingAsync(phone), pending => Text(pending) == Text(notice));
        phone.Commit(Assert.IsType<OmemoReady>(await phone.Machine.EncryptNoticeAsync(notice, new byte[1])).Changes);
        phone.Restart();
        Assert.Contains(await PendingAsync(phone), pending => Text(pending) == Text(notice));
        await phone.Machine.ForgetNoticeAsync(notice);
        phone.Restart();
        Assert.Contains(await PendingAsync(phone), pending => Text(pending) == Text(notice));

        phone.Commit(await phone.Machine.ForgetNoticeAsync(notice));
        Assert.DoesNotContain(await PendingAsync(phone), pending => pending.To == phone.Account);
        Assert.Empty(await phone.Machine.ForgetNoticeAsync(notice));
        Assert.Equal(TrustLevel.Verified, await LevelAsync(phone, laptop));
    }

    [Fact]
    public async Task A_later_decision_takes_the_place_of_an_earlier_one_whose_acknowledgement_leaves_it()
    {
        var (phone, _, bob) = await ThreeAsync();
        phone.Commit((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Changes);
        var first = (await PendingAsync(phone)).Single(notice => notice.To == phone.Account);
        phone.Time.Advance(TimeSpan.FromSeconds(1));
        phone.Commit((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Distrusted)).Changes);

        phone.Commit(await phone.Machine.ForgetNoticeAsync(first));

        var second = (await PendingAsync(phone)).Single(notice => notice.To == phone.Account);
        Assert.False(Assert.Single(second.Decisions).IsTrusted);
        Assert.Equal(phone.Time.GetUtcNow(), second.DecidedAt);
    }

    [Fact]
    public async Task What_is_no_longer_so_is_told_to_nobody()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        phone.Commit((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Changes);
        phone.Time.Advance(TimeSpan.FromSeconds(1));

        // Meanwhile the laptop has said otherwise.
        var word = (await PendingAsync(phone)).First(notice => notice.To == phone.Account).Decisions[0] with
        {
            IsTrusted = false,
        };
        var heard = await phone.Machine.HearTrustAsync(laptop.Account, laptop.Fingerprint, phone.Time.GetUtcNow(), [word]);
        phone.Commit(heard.Changes);
        Assert.Equal(TrustLevel.Distrusted, await LevelAsync(phone, bob));

        Assert.DoesNotContain(await PendingAsync(phone), notice => notice.To == phone.Account);
    }

    [Fact]
    public async Task What_could_not_be_told_for_a_month_is_given_up()
    {
        var (phone, _, bob) = await ThreeAsync();
        phone.Commit((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Changes);

        phone.Time.Advance(TimeSpan.FromDays(30));
        Assert.NotEmpty(await PendingAsync(phone));
        phone.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await PendingAsync(phone));
        Assert.Equal(0, phone.Store.Count("omemo.tell"));
    }

    [Fact]
    public async Task A_notice_that_comes_twice_and_late_does_not_undo_what_was_decided_since()
    {
        var (phone, laptop, bob) = await ThreeAsync();
        phone.Commit((await phone.Machine.SetTrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Verified)).Changes);
        var notice = (await PendingAsync(phone)).First(notice => notice.To == phone.Account);
        await laptop.LearnListAsync(bob.Account, bob.Id);
        await laptop.LearnBundleAsync(bob);
        await laptop.LearnListAsync(laptop.Account, laptop.Id, phone.Id);
        await laptop.LearnBundleAsync(phone);
        await laptop.TrustAsync(phone.Account, phone.Fingerprint, TrustLevel.Verified);
        laptop.Time.Advance(TimeSpan.FromMinutes(1));

        await HearAsync(notice);
        Assert.Equal(TrustLevel.Verified, await LevelAsync(laptop, bob));
        var before = laptop.Store.Snapshot();
        await HearAsync(notice);
        Assert.Equal(before, laptop.Store.Snapshot());

        laptop.Time.Advance(TimeSpan.FromMinutes(1));
        await laptop.TrustAsync(bob.Account, bob.Fingerprint, TrustLevel.Distrusted);
        laptop.Time.Advance(TimeSpan.FromMinutes(1));
        await HearAsync(notice);
        Assert.Equal(TrustLevel.Distrusted, await LevelAsync(laptop, bob));

        async Task HearAsync(OmemoTrustNotice notice) =>
            laptop.Commit(
                (await laptop.Machine.HearTrustAsync(phone.Account, phone.Fingerprint, notice.DecidedAt, notice.Decisions)).Changes
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("0a")]
    [InlineData("0a0178")]
    [InlineData("ffff")]
    public async Task A_damaged_record_is_an_error_of_storage(string hex)
    {
        var (phone, _, _) = await ThreeAsync();
        phone.Commit([new CryptoRecord("omemo.tell", "x", Convert.FromHexString(hex))]);

        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await phone.Machine.GetPendingNoticesAsync());
        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
    }

    private static async Task<IReadOnlyList<OmemoTrustNotice>> PendingAsync(Peer peer)
    {
        var pending = await peer.Machine.GetPendingNoticesAsync();
        peer.Commit(pending.Changes);
        return pending.Notices;
    }

    private static string Text(OmemoTrustNotice notice) =>
        $"{notice.To} {notice.Only} {notice.DecidedAt:O} "
        + string.Join(',', notice.Decisions.Select(word => $"{word.Owner} {Convert.ToHexString(word.Key.Span)} {word.IsTrusted}"));

    private static async Task<TrustLevel> LevelAsync(Peer of, Peer about) =>
        (await of.Machine.GetDevicesAsync(about.Account)).Single(device => device.Fingerprint == about.Fingerprint).Trust;

    /// <summary>A phone that knows its account's laptop, which it has verified, and a contact.</summary>
    private static async Task<(Peer Phone, Peer Laptop, Peer Bob)> ThreeAsync()
    {
        var phone = await Peer.OpenAsync("alice@example.org", 1, kinds: New);
        var laptop = await Peer.OpenAsync("alice@example.org", 2, kinds: New);
        var bob = await Peer.OpenAsync("bob@example.net", 3, kinds: New);
        await phone.LearnListAsync(phone.Account, phone.Id, laptop.Id);
        await phone.LearnListAsync(bob.Account, bob.Id);
        await phone.LearnBundleAsync(laptop);
        await phone.LearnBundleAsync(bob);
        phone.Commit((await phone.Machine.SetTrustAsync(laptop.Account, laptop.Fingerprint, TrustLevel.Verified)).Changes);
        foreach (var notice in await PendingAsync(phone))
        {
            phone.Commit(await phone.Machine.ForgetNoticeAsync(notice));
        }

        return (phone, laptop, bob);
    }
}
