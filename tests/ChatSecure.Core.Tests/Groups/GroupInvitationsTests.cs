// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Events;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Privacy;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using ChatSecure.Privacy;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>Invitations of people who are blocked come from the room, for which not every server takes them for theirs.</summary>
public sealed class GroupInvitationsTests : IAsyncDisposable
{
    private static readonly Jid _alice = Jid.Parse("alice@example.org");
    private static readonly Jid _mallory = Jid.Parse("mallory@example.net");
    private static readonly RoomInvitation _invitation = new(Jid.Parse("den@rooms.example.com"), _mallory, IsMediated: true);

    private readonly InMemoryChatStore _store = new();
    private readonly List<ChatEvent> _events = [];
    private readonly FollowUps _followUps = new(new SessionGate(), NullLogger.Instance);
    private readonly AccountModules _modules;
    private readonly ContactBook _contacts;
    private readonly GroupInvitations _invitations;

    public GroupInvitationsTests() => (_modules, _contacts, _invitations) = Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _followUps.DisposeAsync();
        _modules.Dispose();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("mallory@example.net", false)]
    [InlineData("example.net", false)]
    [InlineData("mallory@example.org", true)]
    public async Task Who_is_blocked_does_not_invite_and_others_do(string blocked, bool isTaken)
    {
        await BlockAsync(isBlocked: true, Jid.Parse(blocked));

        await ReceiveAsync(_modules);

        Assert.Equal(isTaken, _events.OfType<GroupInvited>().Any());
        Assert.Equal(isTaken ? 1 : 0, _modules.Invitations.Waiting.Count);
        await BlockAsync(isBlocked: false);
        Assert.Equal(isTaken ? 1 : 0, (await _invitations.ListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task An_invitation_that_waits_is_not_shown_while_its_sender_is_blocked()
    {
        await ReceiveAsync(_modules);
        await BlockAsync(isBlocked: true, _mallory);
        Assert.Empty(await _invitations.ListAsync(Cancellation));

        await BlockAsync(isBlocked: false, _mallory);
        Assert.Equal(_mallory, Assert.Single(await _invitations.ListAsync(Cancellation)).Inviter);
    }

    [Fact]
    public async Task Who_is_blocked_does_not_invite_before_the_server_says_again_who_is()
    {
        await BlockAsync(isBlocked: true, _mallory);

        var (modules, contacts, invitations) = Open();
        using var owned = modules;
        await contacts.LoadAsync(Cancellation);
        await ReceiveAsync(modules);

        Assert.Empty(_events.OfType<GroupInvited>());
        Assert.Empty(await invitations.ListAsync(Cancellation));
    }

    private (AccountModules Modules, ContactBook Contacts, GroupInvitations Invitations) Open()
    {
        var modules = new AccountModules(_store.Roster, Brand.Neutral, "pc");
        var events = new EventHub { Counted = _events.Add };
        var records = new AccountRecords(_store.Records, _alice);
        var privacy = new PrivacyBook(records, new PrivacySettings());
        var budget = new ReactionBudget(new ReactionLimits(), TimeProvider.System);
        var contacts = new ContactBook(_alice, _store, modules, events, _followUps, privacy, budget, () => false);
        return (modules, contacts, new GroupInvitations(_alice, modules.Invitations, contacts, records, events, TimeProvider.System));
    }

    private async Task BlockAsync(bool isBlocked, params Jid[] addresses) =>
        await _modules.Blocking.Changed!(new(isBlocked, addresses), Cancellation);

    private static async Task ReceiveAsync(AccountModules modules)
    {
        Assert.True(modules.Invitations.Restore(_invitation));
        await modules.Invitations.Invited!(_invitation, Cancellation);
    }
}
