// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Notifications;

/// <summary>Tells what to show outside of the app's window. Needs no UI thread. Safe for one reader at a time.</summary>
/// <param name="context">The engine, brand and clock.</param>
public sealed class NotificationFeed(UiContext context)
{
    private const int MaxText = 200;
    private const int MaxWaiting = 64;

    private readonly Dictionary<Jid, People> _people = [];

    // Our own devices that were told of: each is noted in every conversation that it can read.
    private readonly HashSet<(Jid Account, DeviceId Device)> _ownDevices = [];

    /// <summary>Whether names and texts are left out; null, the default, goes by the brand. A brand that always hides them can't be overruled.</summary>
    public bool? HidesContent { get; set; }

    /// <summary>The conversation that the person is looking at, of which nothing is told; null for none.</summary>
    public ConversationId? Visible { get; set; }

    /// <summary>Reads what happens from now on.</summary>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>What to show, and what to take away again (<see cref="NotificationRequest.IsWithdrawn"/>): of a message that was taken back, of a conversation that was read
    /// here or on another device, of a question that was answered or called off, and all of it once the profile is locked. Without end.</returns>
    public async IAsyncEnumerable<NotificationRequest> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var requests = Channel.CreateBounded<NotificationRequest>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
        var telling = TellAsync(requests.Writer, stop.Token);
        try
        {
            await foreach (var request in requests.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return request;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await telling.ConfigureAwait(false);
        }
    }

    private async Task TellAsync(ChannelWriter<NotificationRequest> requests, CancellationToken cancellationToken)
    {
        var told = new ToldBook();
        var watching = new Dictionary<Jid, Task>();
        try
        {
            await foreach (var happened in context.Client.EventsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (happened is ContactChanged or GroupChanged)
                {
                    _people.Remove(happened.Account);
                }
                else if (happened is EventsLost)
                {
                    _people.Clear();
                }

                await WriteAsync(requests, told.Withdraw(happened), cancellationToken).ConfigureAwait(false);
                if (await OfAsync(happened, cancellationToken).ConfigureAwait(false) is { } request && request.Conversation != Visible)
                {
                    told.Add(request, (happened as MessageAdded)?.Message.Id);
                    await requests.WriteAsync(request, cancellationToken).ConfigureAwait(false);
                    var account = request.Conversation.Account;
                    if (request.Kind == NotificationKind.Message && watching.GetValueOrDefault(account) is null or { IsCompleted: true })
                    {
                        watching[account] = WatchReadAsync(account, told, requests, cancellationToken);
                    }
                }
            }

            requests.Complete();
        }
        catch (Exception error) when (requests.TryComplete(error))
        {
            // Whoever reads gets it.
        }

        await Task.WhenAll(watching.Values).ConfigureAwait(false);
    }

    // That something was read is no event: the list of conversations tells.
    private async Task WatchReadAsync(
        Jid account,
        ToldBook told,
        ChannelWriter<NotificationRequest> requests,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (var _ in context.Client.Conversations.WatchAsync(account, cancellationToken).ConfigureAwait(false))
            {
                foreach (var conversation in told.MessagesOf(account))
                {
                    var summary = await context
                        .Client.Conversations.FindConversationAsync(conversation, cancellationToken)
                        .ConfigureAwait(false);
                    if (summary is null or { UnreadCount: 0 })
                    {
                        await WriteAsync(requests, told.Withdraw(conversation), cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (Exception error) when (error is ChatSecureException or OperationCanceledException or ChannelClosedException)
        {
            // The profile is locked, or the feed ends. The next message of the account begins anew.
        }
    }

    private static async Task WriteAsync(
        ChannelWriter<NotificationRequest> requests,
        IReadOnlyList<NotificationRequest> all,
        CancellationToken cancellationToken
    )
    {
        foreach (var request in all)
        {
            await requests.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<NotificationRequest?> OfAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        happened switch
        {
            MessageAdded { Message: { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed } message }
                when !await IsMutedAsync(message, cancellationToken).ConfigureAwait(false) => await ShowAsync(
                    NotificationKind.Message,
                    message.Conversation,
                    (brand, people) =>
                        brand.Text(
                            "notification.message",
                            ("name", people.From(message, brand)),
                            ("text", MessageWords.Line(message, brand, MaxText))
                        ),
                    cancellationToken
                )
                .ConfigureAwait(false),
            MessageChanged { Message: { Direction: MessageDirection.Outgoing, State: DeliveryState.Failed } message, Act: null } =>
                await ShowAsync(
                        NotificationKind.SendFailed,
                        message.Conversation,
                        (brand, people) => brand.Text("notification.sendFailed", ("name", people.NameOf(message.Conversation.Peer))),
                        cancellationToken
                    )
                    .ConfigureAwait(false),
            ContactChanged { Removed: false, Contact: { IsPendingIn: true, IsBlocked: false } contact } => await ShowAsync(
                    NotificationKind.ContactRequest,
                    new(happened.Account, contact.Jid),
                    (brand, people) => brand.Text("notification.contactRequest", ("name", people.NameOf(contact.Jid))),
                    cancellationToken
                )
                .ConfigureAwait(false),
            DeviceChanged { Device: { Trust: TrustLevel.Undecided, IsOwn: false } device } => await ShowAsync(
                    NotificationKind.NewDevice,
                    new(happened.Account, device.Owner),
                    (brand, people) => brand.Text("notification.newDevice", ("name", people.NameOf(device.Owner))),
                    cancellationToken
                )
                .ConfigureAwait(false),
            NoteAdded { Note: { Kind: ConversationNoteKind.DeviceAdded, Device: { } device } note }
                when note.Who == happened.Account && _ownDevices.Add((happened.Account, device)) => await ShowAsync(
                    NotificationKind.NewDevice,
                    note.Conversation,
                    (brand, _) => brand.Text("notification.ownDevice"),
                    cancellationToken
                )
                .ConfigureAwait(false),
            OtrChanged { Smp: OtrSmpProgress.Asked } asked => await ShowAsync(
                    NotificationKind.SecretAsked,
                    new(happened.Account, asked.Peer),
                    (brand, people) => brand.Text("notification.secretAsked", ("name", people.NameOf(asked.Peer))),
                    cancellationToken
                )
                .ConfigureAwait(false),
            GroupInvited { Invitation: var invitation } when context.Brand.Current.Features.IsOn(BrandFeature.Groups) => await ShowAsync(
                    NotificationKind.GroupInvitation,
                    new(happened.Account, invitation.Room),
                    (brand, people) => brand.Text("notification.groupInvitation", ("name", people.NameOf(invitation.Inviter))),
                    cancellationToken
                )
                .ConfigureAwait(false),
            _ => null,
        };

    private async Task<NotificationRequest> ShowAsync(
        NotificationKind kind,
        ConversationId conversation,
        Func<Brand, People, string> say,
        CancellationToken cancellationToken
    )
    {
        var brand = context.Brand.Current;
        if (Hides(brand))
        {
            return new(kind, conversation, brand.Text("notification.hidden"), IsHidden: true);
        }

        var people = await PeopleAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        return new(kind, conversation, say(brand, people), IsHidden: false);
    }

    private async Task<People> PeopleAsync(Jid account, CancellationToken cancellationToken) =>
        _people.TryGetValue(account, out var people)
            ? people
            : _people[account] = await People.ReadAsync(context, account, cancellationToken).ConfigureAwait(false);

    private bool Hides(Brand brand)
    {
        var setting = brand.Privacy[PrivacySwitch.HideNotificationContent];
        return setting.Level == SwitchLevel.Default ? HidesContent ?? setting.IsOn : setting.IsOn;
    }

    // Who mutes a group wants to hear no talk, but still who calls.
    private async Task<bool> IsMutedAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var summary = await context
            .Client.Conversations.FindConversationAsync(message.Conversation, cancellationToken)
            .ConfigureAwait(false);
        return summary?.MutedUntil > context.Time.GetUtcNow()
            && !(await PeopleAsync(message.Conversation.Account, cancellationToken).ConfigureAwait(false)).IsNamed(message);
    }
}
