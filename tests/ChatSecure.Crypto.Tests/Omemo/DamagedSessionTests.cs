// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Tests.Omemo;

/// <summary>A session of ours whose record is gone or can't be read costs that session, not the account.</summary>
public sealed class DamagedSessionTests
{
    public static TheoryData<EncryptionKind, bool> All =>
        new()
        {
            { EncryptionKind.Omemo, true },
            { EncryptionKind.Omemo, false },
            { EncryptionKind.Omemo2, true },
            { EncryptionKind.Omemo2, false },
        };

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_message_on_a_damaged_session_has_no_session_and_changes_nothing(EncryptionKind kind, bool isGone)
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        var message = await alice.SendAsync("lost", bob);
        Damage(bob, isGone);
        var before = bob.Store.Snapshot();

        var failed = Assert.IsType<OmemoFailed>(await bob.TryDecryptAsync(alice, message));

        Assert.Equal((DecryptFailure.NoSession, true), (failed.Reason, failed.RebuildSession));
        Assert.Equal(before, bob.Store.Snapshot());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Instead_of_a_damaged_session_a_bundle_is_asked_for_and_starts_a_new_one(EncryptionKind kind, bool isGone)
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        Damage(bob, isGone);
        var before = bob.Store.Snapshot();

        var needs = Assert.IsType<OmemoNeedsBundles>(await bob.EncryptAsync([alice.Account], [1]));
        Assert.Equal([(kind, alice.Account, alice.Id)], needs.Devices);
        Assert.IsType<OmemoNeedsBundles>(await bob.EncryptEmptyAsync(alice.Account, alice.Id));
        Assert.Equal(before, bob.Store.Snapshot());

        Assert.Equal("again", (await alice.ReceiveAsync(bob, await bob.SendAsync("again", alice))).Text());
        Assert.Equal("and back", (await bob.ReceiveAsync(alice, await alice.SendAsync("and back", bob))).Text());
        Assert.Equal(1, bob.Store.Count(SessionTable(kind)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Without_a_bundle_the_device_of_a_damaged_session_is_left_out(EncryptionKind kind, bool isGone)
    {
        var (alice, bob) = await Peer.SessionAsync(kind: kind);
        Damage(bob, isGone);

        Assert.False((await bob.LearnBundleAsync(alice, null)).Accepted);

        var none = Assert.IsType<OmemoNoRecipients>(await bob.EncryptAsync([alice.Account], [1]));
        Assert.Equal(OmemoExclusion.NoBundle, none.Reason);
        Assert.Equal(0, bob.Store.Count(SessionTable(kind)));
    }

    private static string SessionTable(EncryptionKind kind) => Formats.Of(kind).TablePrefix + "session";

    private static void Damage(Peer peer, bool isGone)
    {
        var key = Assert.Single(peer.Store.Keys(SessionTable(peer.Kind)));
        peer.Commit([new CryptoRecord(SessionTable(peer.Kind), key, isGone ? null : new byte[] { 1, 2, 3 })]);
    }
}
