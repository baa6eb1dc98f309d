// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Clients;

/// <summary>One account of one client, with this device's key.</summary>
internal sealed class InMemorySession(InMemoryChatClient client, Jid account, Fingerprint key)
{
    private readonly ConcurrentDictionary<(Jid Owner, Fingerprint Key), TrustLevel> _trust = [];
    private readonly ConcurrentDictionary<Jid, bool> _optedOut = [];
    private readonly ConcurrentQueue<(Parcel Parcel, TaskCompletionSource Acked)> _outbox = [];
    private int _isSending;

    public Jid Account => account;

    public Fingerprint Key => key;

    /// <summary>This client's key for private conversations.</summary>
    public Fingerprint OtrKey { get; } = Fingerprint.FromBytes(RandomNumberGenerator.GetBytes(20));

    /// <summary>New addresses of contacts, with their former ones.</summary>
    public ConcurrentDictionary<Jid, Jid> Moves { get; } = [];

    public InMemoryGroupBook Groups => client.GroupBook;

    public ConnectionStatus Status { get; private set; } = new(ConnectionState.Offline);

    public bool IsOnline => Status.State == ConnectionState.Online;

    public void Show(ConnectionStatus status)
    {
        Status = status;
        client.Events.Publish(new ConnectionChanged(account, status));
    }

    public async Task GoOnlineAsync()
    {
        if (IsOnline)
        {
            return;
        }

        Show(new(ConnectionState.Connecting));
        await client.Network.EnterAsync(this).ConfigureAwait(false);
        Show(new(ConnectionState.Online));
        await Groups.EnterAllAsync(this).ConfigureAwait(false);
        await PumpAsync().ConfigureAwait(false);
        await TellPresenceAsync().ConfigureAwait(false);
    }

    /// <summary>Goes online, now or as soon as there is a network.</summary>
    public Task StayOnlineAsync()
    {
        if (client.Network.IsReachable)
        {
            return GoOnlineAsync();
        }

        Show(new(ConnectionState.Connecting, ErrorKind.Unreachable));
        client.Network.WhenReachable(() => Status.State == ConnectionState.Connecting ? GoOnlineAsync() : Task.CompletedTask);
        return Task.CompletedTask;
    }

    public async Task GoOfflineAsync(ErrorKind? reason)
    {
        if (Status.State != ConnectionState.Offline)
        {
            client.Network.Leave(this);
            await Groups.GoOfflineAsync(this).ConfigureAwait(false);
            Show(new(reason == ErrorKind.AuthenticationFailed ? ConnectionState.Failed : ConnectionState.Offline, reason));
            await TellPresenceAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends, now or as soon as there is a connection, in the order of the calls.</summary>
    /// <returns>Done when the network has it.</returns>
    public async Task<Task> SendAsync(Parcel parcel)
    {
        var acked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _outbox.Enqueue((parcel, acked));
        await PumpAsync().ConfigureAwait(false);
        return acked.Task;
    }

    /// <summary>Takes out of the outbox what waits there.</summary>
    /// <returns>Whether it waited; false also while something is on its way.</returns>
    public async Task<bool> StopAsync(ConversationId conversation, MessageId id)
    {
        if (Interlocked.Exchange(ref _isSending, 1) != 0)
        {
            return false;
        }

        TaskCompletionSource? stopped = null;
        try
        {
            for (var left = _outbox.Count; left > 0 && _outbox.TryDequeue(out var next); left--)
            {
                if (next.Parcel.To == conversation.Peer && IdOf(next.Parcel) == id)
                {
                    stopped = next.Acked;
                }
                else
                {
                    _outbox.Enqueue(next);
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isSending, 0);
        }

        if (stopped is null)
        {
            return false;
        }

        await FailAsync(conversation, id, MessageAct.GivenUp).ConfigureAwait(false);
        stopped.TrySetException(new ChatSecureException(ErrorKind.Failed, "It was stopped.") { Condition = MessageAct.GivenUp });
        return true;
    }

    public TrustLevel TrustOf(Jid owner, Fingerprint device)
    {
        if (owner == account && (device == key || device == OtrKey))
        {
            return TrustLevel.Verified;
        }

        // Blind trust before verification, as the default brand has it.
        return _trust.GetOrAdd(
            (owner, device),
            _ =>
                _trust.Any(known => known.Key.Owner == owner && known.Key.Key.IsOtr == device.IsOtr && known.Value == TrustLevel.Verified)
                    ? TrustLevel.Undecided
                    : TrustLevel.Trusted
        );
    }

    public void SetTrust(Jid owner, Fingerprint device, TrustLevel trust) => _trust[(owner, device)] = trust;

    /// <summary>The devices of somebody that read OMEMO.</summary>
    public IReadOnlyList<DeviceInfo> Devices(Jid owner) =>
        [
            .. client
                .Network.DevicesOf(owner)
                .Select(device => new DeviceInfo(
                    owner,
                    device.Device,
                    device.Key,
                    TrustOf(owner, device.Key),
                    owner == account,
                    owner == account && device.Key == key,
                    IsActive: true
                ))
                .Where(device => device.Trust != TrustLevel.Removed)
                .OrderByDescending(device => device.IsThisDevice)
                .ThenBy(device => device.Device.Value),
        ];

    /// <summary>The keys of somebody that were met in private conversations; our own first.</summary>
    public IReadOnlyList<DeviceInfo> OtrKeys(Jid owner)
    {
        var isOwn = owner == account;
        IReadOnlyList<(Fingerprint Key, bool IsActive)> keys =
            !client.AllowsOtr ? []
            : isOwn ? [(OtrKey, true)]
            : client.PrivateTalks.KeysOf(this, owner);
        return
        [
            .. keys.Select(known => new DeviceInfo(
                owner,
                default,
                known.Key,
                TrustOf(owner, known.Key),
                isOwn,
                IsThisDevice: isOwn,
                known.IsActive
            )),
        ];
    }

    /// <summary>Whether a peer asked not to be sent encrypted messages.</summary>
    public bool HasOptedOut(Jid peer) => _optedOut.ContainsKey(peer);

    /// <summary>A peer asked for that, or nobody goes by it any more.</summary>
    public void SetOptOut(Jid peer, bool isOptedOut, string? reason = null)
    {
        if (isOptedOut ? _optedOut.TryAdd(peer, true) : _optedOut.TryRemove(peer, out _))
        {
            client.Events.Publish(new EncryptionOptOutChanged(account, peer, isOptedOut, reason));
        }
    }

    /// <summary>Takes in what the network brings.</summary>
    public async Task ReceiveAsync(Parcel parcel)
    {
        var conversation = new ConversationId(account, parcel.From);
        switch (parcel)
        {
            case MessageParcel { Message: var message }:
                if (message.Encryption is EncryptionKind.Omemo or EncryptionKind.Omemo2)
                {
                    SetOptOut(parcel.From, isOptedOut: false);
                }

                await client.CommitAsync(new(account) { Messages = [Incoming(message, conversation)] }).ConfigureAwait(false);
                if (message.OccupantId is null)
                {
                    await client.Network.DeliverAsync(Marker(parcel.From, message.Id, DeliveryState.Received)).ConfigureAwait(false);
                }

                break;
            case InvitationParcel invitation:
                await Groups.InviteAsync(this, invitation).ConfigureAwait(false);
                break;
            case ModerationParcel { Message: var id, Moderation: var moderation }:
                await client.CommitAsync(Moderated(conversation, id, moderation)).ConfigureAwait(false);
                break;
            case ActParcel { Act: var act }:
                await client.CommitAsync(ActChanges.Of(account, Incoming(act, conversation))).ConfigureAwait(false);
                break;
            case MarkerParcel { Message: var id, State: var state }:
                await client.CommitAsync(new(account) { Updates = [new(conversation, id, state)] }).ConfigureAwait(false);
                break;
            case TypingParcel { State: var state }:
                client.Events.Publish(new TypingChanged(account, parcel.From, state));
                break;
            case OptOutParcel { Reason: var reason }:
                SetOptOut(parcel.From, isOptedOut: true, reason);
                break;
            case OtrParcel signal:
                await client.PrivateTalks.ReceiveAsync(this, signal).ConfigureAwait(false);
                break;
            case DeviceParcel { Key: var device }:
                await LearnAsync(parcel.From, device).ConfigureAwait(false);
                break;
            default:
                await ContactRules.ReceiveAsync(client, this, parcel).ConfigureAwait(false);
                break;
        }
    }

    public void Tell(ChatEvent chatEvent) => client.Events.Publish(chatEvent);

    public Task FailAsync(ConversationId conversation, MessageId id, string reason) =>
        client.CommitAsync(new(account) { Updates = [new(conversation, id, DeliveryState.Failed, reason)] });

    public MarkerParcel Marker(Jid to, MessageId id, DeliveryState state) => new(account, to, id, state);

    /// <summary>Keeps what happened in a conversation.</summary>
    public Task NoteAsync(Jid peer, ConversationNoteKind kind, Func<ConversationNote, ConversationNote> describe) =>
        client.CommitAsync(
            new(account)
            {
                Notes = [describe(new(new(account, peer), $"{kind} {Guid.NewGuid():N}", client.Network.Time.GetUtcNow(), kind))],
            }
        );

    /// <summary>Keeps what happened with a key in the conversation with its owner, if that has begun; of one of ours, in those that are encrypted.</summary>
    public async Task NoteKeyAsync(Jid owner, ConversationNoteKind kind, Fingerprint device, DeviceId? number = null)
    {
        var begun = await client.Store.Conversations.ListAsync(account).ConfigureAwait(false);
        foreach (var conversation in begun.Where(begun => owner == account ? begun.EverEncrypted : begun.Id.Peer == owner))
        {
            await NoteAsync(conversation.Id.Peer, kind, note => note with { Who = owner, Key = device, Device = number })
                .ConfigureAwait(false);
        }
    }

    private async Task LearnAsync(Jid owner, Fingerprint device)
    {
        // The first devices of somebody are no news.
        var isNews = Devices(owner).Count > 1;
        var info = Devices(owner).FirstOrDefault(known => known.Fingerprint == device);
        client.Events.Publish(new DeviceListChanged(account, owner));
        if (info is not null)
        {
            client.Events.Publish(new DeviceChanged(account, info));
        }

        if (isNews)
        {
            await NoteKeyAsync(owner, ConversationNoteKind.DeviceAdded, device, info?.Device).ConfigureAwait(false);
        }
    }

    private ChangeSet Moderated(ConversationId conversation, MessageId id, Moderation moderation)
    {
        var now = client.Network.Time.GetUtcNow();
        return new(account)
        {
            Edits =
            [
                new(new(conversation, MessageDirection.Incoming, id), now, null) { Moderation = moderation },
                new(new(conversation, MessageDirection.Outgoing, id), now, null) { Moderation = moderation },
            ],
        };
    }

    private ChatMessage Incoming(ChatMessage sent, ConversationId conversation) =>
        sent with
        {
            Conversation = conversation,
            Direction = MessageDirection.Incoming,
            State = DeliveryState.Received,
            Trust = sent.SenderKey is { } sender ? TrustOf(sent.From.Bare, sender) : null,
            AsksForDisplayed = true,
            Attachments = [.. sent.Attachments.Select(file => file with { MediaId = null })],
        };

    private MessageAct Incoming(MessageAct sent, ConversationId conversation) =>
        sent with
        {
            Conversation = conversation,
            Direction = MessageDirection.Incoming,
            State = DeliveryState.Received,
            Trust = sent.SenderKey is { } sender ? TrustOf(sent.From.Bare, sender) : null,
        };

    // One at a time, in order: who comes while another one sends leaves the work to that one.
    private async Task PumpAsync()
    {
        while (IsOnline && client.Network.IsReachable && !_outbox.IsEmpty && Interlocked.Exchange(ref _isSending, 1) == 0)
        {
            try
            {
                while (IsOnline && client.Network.IsReachable && _outbox.TryDequeue(out var next))
                {
                    var (parcel, acked) = next;
                    if (parcel is ActParcel { Act: var act } && client.Network.ActRefusal is { } refusal)
                    {
                        await FailAsync(act.Conversation, act.Id, refusal).ConfigureAwait(false);
                        acked.TrySetException(
                            new ChatSecureException(ErrorKind.Protocol, "The network refuses it.") { Condition = refusal }
                        );
                        continue;
                    }

                    await AdvanceAsync(parcel, DeliveryState.Sent).ConfigureAwait(false);
                    await AdvanceAsync(parcel, DeliveryState.Acked).ConfigureAwait(false);
                    await client.Network.DeliverAsync(parcel).ConfigureAwait(false);
                    acked.TrySetResult();
                }
            }
            finally
            {
                Volatile.Write(ref _isSending, 0);
            }
        }
    }

    private static MessageId? IdOf(Parcel parcel) =>
        parcel switch
        {
            MessageParcel { Message.Id: var id } => id,
            ActParcel { Act.Id: var id } => id,
            _ => null,
        };

    private Task AdvanceAsync(Parcel parcel, DeliveryState state) =>
        parcel switch
        {
            MessageParcel { Message: var message } => UpdateAsync(message.Conversation, message.Id, state),
            ActParcel { Act: var act } => UpdateAsync(act.Conversation, act.Id, state),
            _ => Task.CompletedTask,
        };

    private Task UpdateAsync(ConversationId conversation, MessageId id, DeliveryState state) =>
        client.CommitAsync(new(account) { Updates = [new MessageUpdate(conversation, id, state)] });

    public async Task TellPresenceAsync()
    {
        foreach (var contact in await client.Store.Roster.ListAsync(account).ConfigureAwait(false))
        {
            if (contact.Subscription is SubscriptionState.Both or SubscriptionState.From)
            {
                await client.Network.DeliverAsync(new PresenceParcel(account, contact.Jid)).ConfigureAwait(false);
            }
        }
    }
}
