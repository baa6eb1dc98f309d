// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Hooks;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Hooks;

/// <summary>Hooks that are asked before a message is stored.</summary>
public sealed class HookRunnerTests
{
    private static readonly ConversationId _withBob = new(Jid.Parse("alice@example.org"), Jid.Parse("bob@example.net"));
    private readonly InMemoryChatStore _store = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Texts_pass_through_all_hooks_in_their_order()
    {
        var runner = Runner(
            new() { Outgoing = [new Changing(text => text + " one"), new Changing(_ => null), new Changing(text => text + " two")] }
        );

        Assert.Equal("text one two", await SendAsync(runner, "text"));
        Assert.Equal("text", await SendAsync(Runner(new()), "text"));
    }

    [Fact]
    public async Task A_refusal_ends_it_with_its_word_and_later_hooks_are_not_asked()
    {
        var asked = 0;
        var runner = Runner(
            new()
            {
                Outgoing =
                [
                    new Deciding(() => OutgoingDecision.Refuse("too-late")),
                    new Deciding(() =>
                    {
                        asked++;
                        return OutgoingDecision.Send;
                    }),
                ],
            }
        );

        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => SendAsync(runner, "text"));

        Assert.Equal((ErrorKind.Failed, "too-late", 0), (refused.Kind, refused.Condition, asked));
        Assert.DoesNotContain("text", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_throws_or_answers_nothing_fails_that_message()
    {
        foreach (var hook in new[] { new Deciding(() => throw new InvalidOperationException("defect")), new Deciding(() => null!) })
        {
            var refused = await Assert.ThrowsAsync<ChatSecureException>(() => SendAsync(Runner(new() { Outgoing = [hook] }), "text"));

            Assert.Equal((ErrorKind.Failed, "hook-failed"), (refused.Kind, refused.Condition));
        }
    }

    [Fact]
    public async Task A_hook_that_never_answers_fails_that_message_when_time_is_up()
    {
        var sending = SendAsync(Runner(new() { Outgoing = [new Hanging()] }), "text");
        _time.Advance(HookRunner.Patience - TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => sending);
        Assert.Equal("hook-failed", refused.Condition);
    }

    [Fact]
    public async Task Who_gives_up_is_not_told_of_a_hook_that_failed()
    {
        using var stop = new CancellationTokenSource();
        var sending = Runner(new() { Outgoing = [new Hanging()] })
            .BeforeSendAsync(new(_withBob, "text", EncryptionChoice.Auto), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData(EncryptionChoice.None, EncryptionChoice.Omemo2)]
    [InlineData(EncryptionChoice.None, EncryptionChoice.Auto)]
    [InlineData(EncryptionChoice.Auto, EncryptionChoice.Otr)]
    [InlineData(EncryptionChoice.None, EncryptionChoice.None)]
    public async Task A_hook_may_strengthen_the_protection(EncryptionChoice asked, EncryptionChoice chosen) =>
        Assert.Equal(chosen, await ChooseAsync(asked, _ => chosen));

    [Theory]
    [InlineData(EncryptionChoice.Auto, EncryptionChoice.None)]
    [InlineData(EncryptionChoice.Omemo, EncryptionChoice.None)]
    [InlineData(EncryptionChoice.Otr, EncryptionChoice.None)]
    [InlineData(EncryptionChoice.Auto, (EncryptionChoice)99)]
    public async Task A_hook_never_weakens_the_protection(EncryptionChoice asked, EncryptionChoice chosen)
    {
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => ChooseAsync(asked, _ => chosen));

        Assert.Equal((ErrorKind.CannotEncrypt, "hook-weakens"), (refused.Kind, refused.Condition));
    }

    [Fact]
    public async Task A_hook_never_undoes_what_the_one_before_strengthened()
    {
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            ChooseAsync(EncryptionChoice.None, _ => EncryptionChoice.Omemo, _ => EncryptionChoice.None)
        );

        Assert.Equal("hook-weakens", refused.Condition);
    }

    [Fact]
    public async Task A_hook_knows_whether_the_conversation_was_ever_encrypted()
    {
        var seen = new List<bool>();
        await ChooseAsync(EncryptionChoice.Auto, Look);
        await _store.CommitAsync(
            new ChangeSet(_withBob.Account)
            {
                Messages =
                [
                    new ChatMessage
                    {
                        Conversation = _withBob,
                        Id = new("m1"),
                        From = _withBob.Peer,
                        Direction = MessageDirection.Incoming,
                        Timestamp = _time.GetUtcNow(),
                        Body = "hello",
                        Encryption = EncryptionKind.Omemo,
                    },
                ],
            },
            TestContext.Current.CancellationToken
        );
        await ChooseAsync(EncryptionChoice.Auto, Look);

        Assert.Equal([false, true], seen);

        EncryptionChoice Look(EncryptionContext context)
        {
            seen.Add(context.WasEncrypted);
            return context.Choice;
        }
    }

    private HookRunner Runner(ChatHooks hooks) => new(hooks, _store, _time, NullLogger.Instance);

    private static Task<string> SendAsync(HookRunner runner, string text) =>
        runner.BeforeSendAsync(new(_withBob, text, EncryptionChoice.Auto), TestContext.Current.CancellationToken);

    private Task<EncryptionChoice> ChooseAsync(EncryptionChoice asked, params Func<EncryptionContext, EncryptionChoice>[] choose) =>
        Runner(new() { Encryption = [.. choose.Select(one => new Choosing(one))] })
            .ChooseAsync(_withBob, asked, TestContext.Current.CancellationToken);

    private sealed class Changing(Func<string, string?> change) : IOutgoingMessageHook
    {
        public ValueTask<OutgoingDecision> BeforeSendAsync(OutgoingMessageContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(change(context.Body) is { } text ? OutgoingDecision.Replace(text) : OutgoingDecision.Send);
    }

    private sealed class Deciding(Func<OutgoingDecision> decide) : IOutgoingMessageHook
    {
        public ValueTask<OutgoingDecision> BeforeSendAsync(OutgoingMessageContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(decide());
    }

    private sealed class Hanging : IOutgoingMessageHook
    {
        // It does not even look at its token.
        public ValueTask<OutgoingDecision> BeforeSendAsync(OutgoingMessageContext context, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource<OutgoingDecision>().Task);
    }

    private sealed class Choosing(Func<EncryptionContext, EncryptionChoice> choose) : IEncryptionHook
    {
        public ValueTask<EncryptionChoice> ChooseAsync(EncryptionContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(choose(context));
    }
}
