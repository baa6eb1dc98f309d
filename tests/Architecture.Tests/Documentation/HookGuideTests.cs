// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>What docs/guides/hooks.md shows, run.</summary>
public sealed class HookGuideTests
{
    private static readonly ConversationId colleague = new(Jid.Parse("alice@work.example"), Jid.Parse("bob@work.example"));
    private static readonly ConversationId stranger = new(Jid.Parse("alice@work.example"), Jid.Parse("eve@else.example"));

    [Fact]
    public async Task Registered_hooks_are_asked()
    {
        var brand = ChatSecure.Branding.Brand.Neutral;
        var services = new ServiceCollection();
        services.AddSingleton<IChatStoreFactory>(new InMemoryChatStoreFactory());
        #region register
        services.AddChatSecure(chat => chat.AddBranding(brand));
        services.AddSingleton<IOutgoingMessageHook, NoCardNumbers>();
        services.AddSingleton<IEncryptionHook, EncryptedAtWork>();
        services.AddSingleton<INotificationHook, SilentAtNight>();
        #endregion
        services.AddSingleton(TimeProvider.System);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();
        await client.StartAsync(TestContext.Current.CancellationToken);

        var missing = await Assert.ThrowsAsync<ChatSecureException>(() =>
            client.Conversations.SendAsync(colleague, new("no such account"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(ErrorKind.InvalidInput, missing.Kind);
    }

    [Fact]
    public async Task A_number_of_a_card_does_not_leave()
    {
        var hook = new NoCardNumbers();

        Assert.Null((await AskAsync("See you at 5")).Refusal);
        Assert.Equal("card-number", (await AskAsync("It is 4111 1111 1111 1111.")).Refusal);

        async Task<OutgoingDecision> AskAsync(string text) =>
            await hook.BeforeSendAsync(new(colleague, text, EncryptionChoice.Auto), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Colleagues_are_written_to_encrypted_only()
    {
        var hook = new EncryptedAtWork();

        Assert.Equal(EncryptionChoice.Auto, await AskAsync(colleague, EncryptionChoice.None));
        Assert.Equal(EncryptionChoice.Omemo2, await AskAsync(colleague, EncryptionChoice.Omemo2));
        Assert.Equal(EncryptionChoice.None, await AskAsync(stranger, EncryptionChoice.None));

        async Task<EncryptionChoice> AskAsync(ConversationId conversation, EncryptionChoice choice) =>
            await hook.ChooseAsync(new(conversation, choice, WasEncrypted: false), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(12, true)]
    [InlineData(23, false)]
    public async Task Nights_are_silent(int hour, bool isTold)
    {
        var hook = new SilentAtNight(new FixedTime(new DateTimeOffset(2030, 1, 1, hour, 0, 0, TimeSpan.Zero)));

        var due = await hook.BeforeNotifyAsync(new(colleague.Account, colleague, "Bob", "Hello"), TestContext.Current.CancellationToken);

        Assert.Equal(isTold, due is not null);
    }

    #region outgoing
    /// <summary>Sixteen digits in a row, with or without spaces, do not leave this device.</summary>
    private sealed class NoCardNumbers : IOutgoingMessageHook
    {
        public ValueTask<OutgoingDecision> BeforeSendAsync(OutgoingMessageContext context, CancellationToken cancellationToken)
        {
            var digits = string.Concat(context.Body.Where(c => !char.IsWhiteSpace(c))).Split([.. "abcdefghijklmnopqrstuvwxyz.,"]);
            var found = digits.Any(run => run.Count(char.IsAsciiDigit) >= 16);
            return ValueTask.FromResult(found ? OutgoingDecision.Refuse("card-number") : OutgoingDecision.Send);
        }
    }
    #endregion

    #region encryption
    /// <summary>Colleagues are written to encrypted, or not at all.</summary>
    private sealed class EncryptedAtWork : IEncryptionHook
    {
        public ValueTask<EncryptionChoice> ChooseAsync(EncryptionContext context, CancellationToken cancellationToken)
        {
            var isColleague = context.Conversation.Peer.Domain == context.Conversation.Account.Domain;
            return ValueTask.FromResult(isColleague && context.Choice == EncryptionChoice.None ? EncryptionChoice.Auto : context.Choice);
        }
    }
    #endregion

    #region notification
    /// <summary>Nothing rings between ten in the evening and seven in the morning.</summary>
    private sealed class SilentAtNight(TimeProvider time) : INotificationHook
    {
        public ValueTask<NotificationDue?> BeforeNotifyAsync(NotificationDue notification, CancellationToken cancellationToken) =>
            ValueTask.FromResult(time.GetLocalNow().Hour is >= 7 and < 22 ? notification : null);
    }
    #endregion

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
