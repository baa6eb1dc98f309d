// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Errors;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace ChatSecure.Core.Tests.Encryption;

/// <summary>Records with keys don't stay in memory once the store has them or refuses them.</summary>
public sealed class KeyCommitsTests
{
    private static readonly Jid _alice = Jid.Parse("alice@example.test");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_committed_is_zeroed_here_and_whole_in_the_store()
    {
        var store = new InMemoryChatStore();
        await store.Accounts.SaveAsync(new AccountSettings { Jid = _alice }, Cancel);
        byte[] secret = [1, 2, 3];

        await store.CommitKeysAsync(Changes(secret), Cancel);

        Assert.Equal([0, 0, 0], secret);
        Assert.Equal([1, 2, 3], await store.CryptoState.GetAsync(_alice, "t", "k", Cancel));
    }

    [Fact]
    public async Task What_was_refused_is_zeroed()
    {
        byte[] secret = [1, 2, 3];
        var store = Refusing(new ChatSecureException(ErrorKind.StorageUnavailable, "Full."));

        await Assert.ThrowsAsync<ChatSecureException>(async () => await store.CommitKeysAsync(Changes(secret), Cancel));

        Assert.Equal([0, 0, 0], secret);
    }

    [Fact]
    public async Task What_is_perhaps_being_written_is_not_touched()
    {
        byte[] secret = [1, 2, 3];
        var store = Refusing(new OperationCanceledException());

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await store.CommitKeysAsync(Changes(secret), Cancel));

        Assert.Equal([1, 2, 3], secret);
    }

    private static ChangeSet Changes(byte[] secret) =>
        new(_alice) { Crypto = [new CryptoRecord("t", "k", secret), new("t", "gone", null)] };

    private static IChatStore Refusing(Exception error)
    {
        var store = Substitute.For<IChatStore>();
        store.CommitAsync(default!, default).ThrowsAsyncForAnyArgs(error);
        return store;
    }
}
