// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Addressing;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using ChatSecure.Network.Xeps.GroupChat.Invitations;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>A client with rooms, whose messages and events a test can wait for.</summary>
internal sealed class RoomClient : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly Channel<RoomEvent> _events = Channel.CreateUnbounded<RoomEvent>();
    private readonly Channel<IncomingMessage> _messages = Channel.CreateUnbounded<IncomingMessage>();
    private readonly Channel<RoomInvitation> _invitations = Channel.CreateUnbounded<RoomInvitation>();
    private readonly Channel<RoomDecline> _declines = Channel.CreateUnbounded<RoomDecline>();

    private RoomClient(LabClient lab)
    {
        Lab = lab;
        Rooms.Changed = (happened, token) => _events.Writer.WriteAsync(happened, token);
        Invitations.Invited = (invitation, token) => _invitations.Writer.WriteAsync(invitation, token);
        Invitations.Declined = (decline, token) => _declines.Writer.WriteAsync(decline, token);
        lab.Client.MessageReceived = (message, token) => _messages.Writer.WriteAsync(message, token);
    }

    public LabClient Lab { get; }

    public Jid Account => Lab.Account;

    public GroupChatModule Rooms => Lab.Get<GroupChatModule>();

    public RoomAdminModule Admin => Lab.Get<RoomAdminModule>();

    public InvitationsModule Invitations => Lab.Get<InvitationsModule>();

    public static async Task<RoomClient> ConnectAsync(LabServer server) =>
        new(
            await LabClient.ConnectAsync(
                server,
                (discovery, _, _) =>
                {
                    var archive = new ArchiveModule();
                    var rooms = new GroupChatModule(discovery, archive);
                    return [new Deafness(), archive, rooms, new RoomAdminModule(rooms), new InvitationsModule(rooms)];
                }
            )
        );

    /// <summary>From now on nothing that the server tells of rooms arrives, as if it had been lost.</summary>
    public void GoDeaf() => Lab.Get<Deafness>().IsDeaf = true;

    /// <summary>The next event of that kind.</summary>
    public async Task<T> HappensAsync<T>(Func<T, bool>? condition = null)
        where T : RoomEvent
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            if (await _events.Reader.ReadAsync(patience.Token) is T happened && condition?.Invoke(happened) != false)
            {
                return happened;
            }
        }
    }

    /// <summary>The next message that is such.</summary>
    public Task<IncomingMessage> ReceivesAsync(Func<IncomingMessage, bool> condition) => NextAsync(_messages, condition);

    public Task<RoomInvitation> IsInvitedAsync() => NextAsync(_invitations, _ => true);

    public Task<RoomDecline> IsDeclinedAsync() => NextAsync(_declines, _ => true);

    public async ValueTask DisposeAsync() => await Lab.DisposeAsync();

    private static async Task<T> NextAsync<T>(Channel<T> channel, Func<T, bool> condition)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            var next = await channel.Reader.ReadAsync(patience.Token);
            if (condition(next))
            {
                return next;
            }
        }
    }

    private sealed class Deafness : IXmppModule
    {
        public bool IsDeaf { get; set; }

        public IReadOnlyList<string> Features { get; } = [];

        public void Attach(IXmppSession session, StanzaRouter router) => router.ClaimPresence((_, _) => ValueTask.FromResult(IsDeaf));
    }
}
