// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Core.Hooks;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Privacy;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Hooks;

/// <summary>Hooks that are told of messages that have come, and notifications.</summary>
public sealed class HookPumpTests : IAsyncDisposable
{
    private static readonly ConversationId _withBob = new(Jid.Parse("alice@example.org"), Jid.Parse("bob@example.net"));
    private static readonly ConversationId _withCarol = new(_withBob.Account, Jid.Parse("carol@example.net"));
    private readonly InMemoryChatStore _store = new();
    private readonly EventHub _events = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<ChatEvent> _listener;
    private PrivacySettings _privacy = new();
    private HookPump? _pump;
    private int _number;

    public HookPumpTests() => _listener = _events.ListenAsync(_stop.Token).GetAsyncEnumerator();

    public async ValueTask DisposeAsync()
    {
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        await _stop.CancelAsync();
        await _store.DisposeAsync();
        _stop.Dispose();
    }

    [Theory]
    [InlineData(NotificationContent.Everything, "bob@example.net", "Hello")]
    [InlineData(NotificationContent.Sender, "bob@example.net", null)]
    [InlineData(NotificationContent.Nothing, null, null)]
    public async Task A_notification_shows_what_the_privacy_settings_let_through(NotificationContent shows, string? sender, string? text)
    {
        _privacy = new() { Notifications = shows };
        Start(new());

        await ReceiveAsync("Hello");

        var due = await NextAsync<NotificationDue>();
        Assert.Equal((_withBob, sender, text), (due.Conversation, due.Sender, due.Text));
        Assert.DoesNotContain("Hello", due.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Muted_conversations_messages_that_were_read_and_ones_of_ours_are_not_notified()
    {
        Start(new());
        await ReceiveAsync("muted", mutedUntil: _time.GetUtcNow().AddHours(1));
        await NothingAsync();
        await ReceiveAsync("read", isRead: true);
        await NothingAsync();
        await ReceiveAsync("ours", MessageDirection.Outgoing);
        await NothingAsync();
        await ReceiveAsync("noisy again", mutedUntil: _time.GetUtcNow().AddHours(-1));

        Assert.Equal("noisy again", (await NextAsync<NotificationDue>()).Text);
    }

    [Fact]
    public async Task In_a_muted_group_who_is_named_is_notified_all_the_same()
    {
        var group = new ConversationId(_withBob.Account, Jid.Parse("balcony@muc.example.net"));
        await _store.Rooms.SaveAsync(_withBob.Account, new() { Jid = group.Peer, Nick = "Juliet" }, TestContext.Current.CancellationToken);
        Start(new());
        var muted = _time.GetUtcNow().AddHours(1);
        await ReceiveAsync("talk among others", mutedUntil: muted, conversation: group, name: "Romeo");
        await NothingAsync();
        await ReceiveAsync("juliet, come", mutedUntil: muted, conversation: group, name: "Romeo");

        var due = await NextAsync<NotificationDue>();
        Assert.Equal((group, "juliet, come", true), (due.Conversation, due.Text, due.IsMention));

        // Between two nobody is called by a name.
        await ReceiveAsync("Juliet?");
        Assert.False((await NextAsync<NotificationDue>()).IsMention);
    }

    [Fact]
    public async Task A_notification_hook_holds_back_or_shows_less_and_never_more()
    {
        Start(
            new()
            {
                Notification =
                [
                    new Notifying(due => due.Text == "secret" ? null : due with { Text = "changed" }),
                    new Notifying(due => due with { Sender = null }),
                    new Notifying(due => due with { Sender = "somebody" }),
                ],
            }
        );
        await ReceiveAsync("secret");
        await ReceiveAsync("public");

        var due = await NextAsync<NotificationDue>();
        Assert.Equal((null, "changed"), (due.Sender, due.Text));
    }

    [Fact]
    public async Task A_notification_hook_that_throws_leaves_nothing_but_that_there_is_a_message()
    {
        Start(new() { Notification = [new Notifying(_ => throw new InvalidOperationException("defect"))] });

        await ReceiveAsync("Hello");

        Assert.Equal("A hook of the app failed.", (await NextAsync<ErrorOccurred>()).Message);
        var due = await NextAsync<NotificationDue>();
        Assert.Equal((null, null), (due.Sender, due.Text));
    }

    [Fact]
    public async Task Messages_are_told_in_order_and_a_hook_that_throws_misses_that_one_alone()
    {
        var told = new List<string?>();
        Start(
            new()
            {
                Incoming =
                [
                    new Receiving(message => told.Add(message.Body)),
                    new Receiving(message => throw new InvalidOperationException(message.Body)),
                    new Receiving(message => told.Add(message.Body + " too")),
                ],
            }
        );
        await ReceiveAsync("one");
        await ReceiveAsync("two");
        Assert.Equal("one", (await NextAsync<NotificationDue>()).Text);
        Assert.Equal("two", (await NextAsync<NotificationDue>()).Text);

        Assert.Equal(["one", "one too", "two", "two too"], told);
    }

    [Fact]
    public async Task What_others_do_to_messages_is_told_with_the_message_as_it_is_now()
    {
        var told = new List<IncomingActContext>();
        Start(new() { Incoming = [new Receiving(_ => { }), new Acting(_ => throw new InvalidOperationException()), new Acting(told.Add)] });
        var edit = Act(MessageActKind.Edit) with { Body = "better" };
        var reaction = Act(MessageActKind.Reaction) with { Emojis = ["👍"] };
        var edited = Message("better") with { EditedAt = _time.GetUtcNow() };
        var moderated = Message(null) with
        {
            RetractedAt = _time.GetUtcNow(),
            Moderation = new() { Nick = "Romeo" },
        };

        Change(edited, edit);
        Change(edited with { Direction = MessageDirection.Outgoing }, reaction);
        Change(Message(null) with { RetractedAt = _time.GetUtcNow() }, Act(MessageActKind.Retraction));
        Change(moderated, null);
        await NothingAsync();

        Assert.Equal(
            [MessageActKind.Edit, MessageActKind.Reaction, MessageActKind.Retraction, MessageActKind.Retraction],
            told.Select(context => context.Kind)
        );
        Assert.Equal((edited, edit), (told[0].Message, told[0].Act));
        Assert.Equal(["👍"], told[1].Act!.Emojis);
        Assert.Equal((moderated, null), (told[3].Message, told[3].Act));
        Assert.DoesNotContain("better", told[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_we_do_to_messages_and_what_becomes_of_ours_is_not_told_as_done_by_others()
    {
        var told = new List<IncomingActContext>();
        Start(new() { Incoming = [new Acting(told.Add)] });

        Change(Message("ours"), Act(MessageActKind.Edit) with { Direction = MessageDirection.Outgoing });
        Change(Message("ours") with { State = DeliveryState.Displayed }, null);
        Change(Message(null) with { Moderation = new() { Address = _withBob.Account } }, null);
        await NothingAsync();

        Assert.Empty(told);
    }

    [Fact]
    public async Task A_hook_that_never_answers_does_not_hold_up_the_rest_for_longer_than_its_time()
    {
        Start(new() { Incoming = [new Hanging()] });
        await ReceiveAsync("one");
        var next = NextAsync<ErrorOccurred>();
        while (!next.IsCompleted)
        {
            _time.Advance(HookRunner.Patience);
            await Task.Yield();
        }

        await next;
        Assert.Equal("one", (await NextAsync<NotificationDue>()).Text);
    }

    private void Change(ChatMessage message, MessageAct? act) =>
        _events.Publish(new MessageChanged(_withBob.Account, message) { Act = act });

    private MessageAct Act(MessageActKind kind) =>
        new()
        {
            Conversation = _withBob,
            Id = new("act"),
            Direction = MessageDirection.Incoming,
            From = _withBob.Peer,
            Kind = kind,
            Target = new("m"),
            At = _time.GetUtcNow(),
        };

    private ChatMessage Message(string? body) =>
        new()
        {
            Conversation = _withBob,
            Id = new("m"),
            From = _withBob.Peer,
            Direction = MessageDirection.Incoming,
            Timestamp = _time.GetUtcNow(),
            Body = body,
        };

    private void Start(ChatHooks hooks) =>
        _pump = new HookPump(hooks, _store, _events, _time, NullLogger.Instance, (_, _) => Task.FromResult(_privacy));

    private async Task ReceiveAsync(
        string text,
        MessageDirection direction = MessageDirection.Incoming,
        DateTimeOffset? mutedUntil = null,
        bool isRead = false,
        ConversationId? conversation = null,
        string? name = null
    )
    {
        var with = conversation ?? _withBob;
        var message = new ChatMessage
        {
            Conversation = with,
            Id = new($"m{_number++}"),
            From = direction == MessageDirection.Incoming ? with.Peer : with.Account,
            Direction = direction,
            Timestamp = _time.GetUtcNow(),
            Body = text,
            SenderName = name,
            State = direction == MessageDirection.Incoming ? DeliveryState.Received : DeliveryState.Acked,
        };
        await CommitAsync(new(_withBob.Account) { Messages = [message] });
        await CommitAsync(new(_withBob.Account) { Conversations = [new(with) { MutedUntil = mutedUntil ?? DateTimeOffset.MinValue }] });
        if (isRead)
        {
            await CommitAsync(new(_withBob.Account) { Read = [with] });
        }

        _events.Publish(new MessageAdded(_withBob.Account, message));
    }

    // The pump takes one event after the other: when the marker is notified, it is done with all before, and nothing of that was.
    private async Task NothingAsync()
    {
        await ReceiveAsync("marker", conversation: _withCarol);
        Assert.Equal(_withCarol, (await NextAsync<NotificationDue>()).Conversation);
    }

    private async Task CommitAsync(ChangeSet changes) => await _store.CommitAsync(changes, TestContext.Current.CancellationToken);

    private async Task<T> NextAsync<T>()
        where T : ChatEvent
    {
        while (await _listener.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
        {
            if (_listener.Current is T wanted)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The events ended.");
    }

    private sealed class Notifying(Func<NotificationDue, NotificationDue?> decide) : INotificationHook
    {
        public ValueTask<NotificationDue?> BeforeNotifyAsync(NotificationDue notification, CancellationToken cancellationToken) =>
            ValueTask.FromResult(decide(notification));
    }

    private sealed class Receiving(Action<ChatMessage> take) : IIncomingMessageHook
    {
        public ValueTask AfterReceiveAsync(ChatMessage message, CancellationToken cancellationToken)
        {
            take(message);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Acting(Action<IncomingActContext> take) : IIncomingMessageHook
    {
        public ValueTask AfterReceiveAsync(ChatMessage message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask AfterActAsync(IncomingActContext context, CancellationToken cancellationToken)
        {
            take(context);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Hanging : IIncomingMessageHook
    {
        public ValueTask AfterReceiveAsync(ChatMessage message, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource().Task);
    }
}
