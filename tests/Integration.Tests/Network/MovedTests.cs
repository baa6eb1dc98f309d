// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Xeps.Moved;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>Moving to another account (XEP-0283), with a real old account that says so.</summary>
public sealed class MovedTests(ProsodyServer server)
{
    [Fact]
    public async Task A_contact_who_moved_is_believed_and_an_impostor_is_not()
    {
        var roster = new OneContactStore();
        await using var old = await LabClient.ConnectAsync(server, (_, pubSub, _) => [new MovedModule(pubSub, roster)]);
        await using var moved = await LabClient.ConnectAsync(server, (_, pubSub, _) => [new MovedModule(pubSub, roster)]);
        await using var impostor = await LabClient.ConnectAsync(server, (_, pubSub, _) => [new MovedModule(pubSub, roster)]);
        await using var friend = await LabClient.ConnectAsync(server, (_, pubSub, _) => [new MovedModule(pubSub, roster)]);
        await LabClient.BefriendAsync(friend, old);
        roster.Contact = new() { Jid = old.Account, Subscription = SubscriptionState.Both };
        var claims = System.Threading.Channels.Channel.CreateUnbounded<MovedClaim>();
        friend.Get<MovedModule>().Claimed = (claim, cancellationToken) => claims.Writer.WriteAsync(claim, cancellationToken);

        await old.Get<MovedModule>().PublishAsync(moved.Account);
        await moved.Get<MovedModule>().NotifyAsync(friend.Account, old.Account);
        var right = await NextAsync();
        await impostor.Get<MovedModule>().NotifyAsync(friend.Account, old.Account);
        var wrong = await NextAsync();

        Assert.Equal((moved.Account, impostor.Account), (right.NewAddress, wrong.NewAddress));
        Assert.True(await friend.Get<MovedModule>().VerifyAsync(right));
        Assert.False(await friend.Get<MovedModule>().VerifyAsync(wrong));

        async Task<MovedClaim> NextAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            return await claims.Reader.ReadAsync(patience.Token);
        }
    }

    private sealed class OneContactStore : IRosterStore
    {
        public Contact? Contact { get; set; }

        public ValueTask<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<Contact>>(Contact is null ? [] : [Contact]);

        public ValueTask<string?> GetVersionAsync(Jid account, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<string?>(null);

        public ValueTask ReplaceAsync(
            Jid account,
            IReadOnlyList<Contact> contacts,
            string? version,
            CancellationToken cancellationToken = default
        ) => ValueTask.CompletedTask;

        public ValueTask SaveAsync(Jid account, Contact contact, string? version, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;

        public ValueTask RemoveAsync(Jid account, Jid contact, string? version, CancellationToken cancellationToken = default) =>
            ValueTask.CompletedTask;
    }
}
