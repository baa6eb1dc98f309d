// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>Private conversations through the inbox: what of them is stored and told, and what is not OTR's.</summary>
public sealed class InboxOtrTests
{
    private static readonly Jid Desk = Jid.Parse("bob@example.org/desk");
    private static readonly Jid Phone = Jid.Parse("alice@example.com/phone");

    [Theory]
    [InlineData(MessageSource.Carbon)]
    [InlineData(MessageSource.Archive)]
    public async Task Only_what_comes_live_is_otr_s(MessageSource source)
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTRv3?", "q1"), source: source);
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTR Error: no", "q2"), source: source);
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTR:AAMDAAAA.", "q3"), source: source);
        await alice.ReceiveAsync(InboxFixture.From(InboxFixture.Alice, "?OTRv3?", "q4"), source: source);
        Assert.False(alice.OtrSent.Reader.TryRead(out _));

        // That there was something unreadable in the archive is worth knowing; what another client of ours got is not ours to miss.
        var stored = (await PageAsync(alice)).Where(message => message.DecryptFailure == DecryptFailure.NoSession);
        Assert.Equal(source == MessageSource.Archive ? 1 : 0, stored.Count());
        Assert.All(await PageAsync(alice), message => Assert.Null(message.Body));
    }

    [Fact]
    public async Task A_peer_that_never_answers_is_asked_a_few_times_and_then_the_message_fails_and_says_so()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        var message = new ChatMessage
        {
            Conversation = InboxFixture.WithBob,
            Id = MessageId.Create(),
            From = InboxFixture.Alice,
            Direction = MessageDirection.Outgoing,
            Timestamp = alice.Time.GetUtcNow(),
            Body = "are you there?",
        };
        ChatSecureException? error = null;
        for (var minute = 0; error is null && minute < 60; minute++)
        {
            try
            {
                Assert.Null(await alice.Otr!.SendAsync(message, CancellationToken.None));
            }
            catch (ChatSecureException failed)
            {
                error = failed;
            }

            alice.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((ErrorKind.CannotEncrypt, "otr-unanswered"), (error!.Kind, error.Condition));
        for (var query = 0; query < 5; query++)
        {
            var asked = await alice.OtrSent.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
            Assert.StartsWith("?OTR", asked.Body, StringComparison.Ordinal);
        }

        // Nor is the next one sent, until a person asks anew.
        await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.Otr!.SendAsync(message, CancellationToken.None));
        Assert.False(alice.OtrSent.Reader.TryRead(out _));
        await alice.Otr!.StartAsync(InboxFixture.Bob, CancellationToken.None);
        Assert.Null(await alice.Otr.SendAsync(message, CancellationToken.None));
    }

    [Fact]
    public async Task Without_otr_its_texts_are_texts()
    {
        await using var alice = await InboxFixture.CreateAsync();
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTRv3?"));
        Assert.Equal("?OTRv3?", Assert.Single(await PageAsync(alice)).Body);
    }

    [Fact]
    public async Task Keys_of_both_sides_are_listed_once_they_are_known()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true, () => OtrNewKey.Create());
        Assert.Empty(await alice.Otr!.DevicesAsync(InboxFixture.Alice, CancellationToken.None));
        await alice.Otr.OpenAsync();
        Assert.Empty(await alice.Otr.DevicesAsync(InboxFixture.Bob, CancellationToken.None));

        using var bob = await StartAsync(alice);
        var started = (await alice.TakeEventsAsync()).OfType<OtrChanged>().Single();
        var met = new DeviceInfo(InboxFixture.Bob, default, started.Fingerprint, TrustLevel.Trusted, false, false, IsActive: true);
        Assert.Equal(met, Assert.Single(await alice.Otr.DevicesAsync(InboxFixture.Bob, CancellationToken.None)));
        var ours = (await bob.GetStatusAsync(Phone)).Fingerprint;
        var own = new DeviceInfo(InboxFixture.Alice, default, ours, TrustLevel.Verified, true, true, IsActive: true);
        Assert.Equal(own, Assert.Single(await alice.Otr.DevicesAsync(InboxFixture.Alice, CancellationToken.None)));

        // A key that is decided about before it is met, as from a business card.
        var card = Fingerprint.FromBytes(new byte[20]);
        await alice.Otr.SetTrustAsync(InboxFixture.Bob, card, TrustLevel.Verified, CancellationToken.None);
        var listed = await alice.Otr.DevicesAsync(InboxFixture.Bob, CancellationToken.None);
        Assert.Equal([met with { Fingerprint = card, Trust = TrustLevel.Verified, IsActive = false }, met], listed);
    }

    [Fact]
    public async Task A_conversation_is_stored_as_what_it_was()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        using var bob = await StartAsync(alice);
        var started = (await alice.TakeEventsAsync()).OfType<OtrChanged>().Single();
        Assert.Equal((OtrState.Encrypted, TrustLevel.Trusted), (started.State, started.Trust));

        await alice.ReceiveAsync(InboxFixture.From(Desk, await SealAsync(bob, "in private"), "d1"));
        var message = Assert.Single(await PageAsync(alice));
        Assert.Equal(
            ("in private", EncryptionKind.Otr, started.Fingerprint, TrustLevel.Trusted),
            (message.Body, message.Encryption, message.SenderKey, message.Trust)
        );

        await alice.ReceiveAsync(InboxFixture.From(Desk, "in the clear", "d2"));
        Assert.Equal(EncryptionKind.None, (await PageAsync(alice)).Single(stored => stored.Id == new MessageId("d2")).Encryption);
    }

    [Fact]
    public async Task Control_messages_leave_nothing_in_the_history()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        using var bob = await StartAsync(alice);
        Assert.Empty(await PageAsync(alice));
    }

    [Fact]
    public async Task Nothing_that_comes_in_waits_while_the_key_is_made_and_who_asks_is_answered_afterwards()
    {
        using var mayMake = new ManualResetEventSlim();
        await using var alice = await InboxFixture.CreateAsync(
            allowOtr: true,
            () =>
            {
                mayMake.Wait();
                return OtrNewKey.Create();
            }
        );
        var preparing = alice.Otr!.OpenAsync();

        // Each of these would have waited for the key.
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTRv3?", "q1"));
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTR:AAMDnonsense.", "q2"));
        await alice.ReceiveAsync(InboxFixture.From(Desk, "in the clear", "q3"));
        Assert.Equal(OtrState.Plaintext, (await alice.Otr.StatusAsync(InboxFixture.Bob, CancellationToken.None)).State);
        Assert.False(preparing.IsCompleted);
        Assert.False(alice.OtrSent.Reader.TryRead(out _));
        Assert.Equal([DecryptFailure.NoSession, null], (await PageAsync(alice)).Select(message => message.DecryptFailure));

        mayMake.Set();
        await preparing;
        var commit = await alice.OtrSent.Reader.ReadAsync();
        Assert.Equal(Desk, commit.To);
        Assert.StartsWith("?OTR:AAMC", commit.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_key_that_is_being_made()
    {
        using var mayMake = new ManualResetEventSlim();
        var alice = await InboxFixture.CreateAsync(
            allowOtr: true,
            () =>
            {
                mayMake.Wait();
                return OtrNewKey.Create();
            }
        );
        var preparing = alice.Otr!.OpenAsync();

        await alice.Otr.DisposeAsync();

        Assert.True(preparing.IsCanceled);
        mayMake.Set();
    }

    [Fact]
    public async Task A_text_that_offers_otr_is_shown_without_the_offer()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        await alice.ReceiveAsync(InboxFixture.From(Desk, "hi \t  \t\t\t\t \t \t \t    \t\t  \t\t"));
        Assert.Equal("hi", Assert.Single(await PageAsync(alice)).Body);
        var commit = await alice.OtrSent.Reader.ReadAsync();
        Assert.Equal(Desk, commit.To);
    }

    [Fact]
    public async Task What_otr_says_is_kept_from_copies_and_archives()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTRv3?"));
        var commit = await alice.OtrSent.Reader.ReadAsync();
        Assert.True(commit.HasHint(ProcessingHint.NoCopy));
        Assert.True(commit.HasHint(ProcessingHint.NoPermanentStore));
        Assert.True(commit.HasHint(ProcessingHint.NoStore));
        Assert.NotNull(commit.Element.Child("private", "urn:xmpp:carbons:2"));
    }

    [Fact]
    public async Task An_unreadable_message_is_told()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        await alice.ReceiveAsync(InboxFixture.From(Desk, "?OTR:AAMDnonsense.", "d1"));
        var message = Assert.Single(await PageAsync(alice));
        Assert.Equal((EncryptionKind.Otr, DecryptFailure.Invalid), (message.Encryption, message.DecryptFailure));
    }

    [Fact]
    public async Task Closing_tells_the_peer_and_the_store_remembers()
    {
        var alice = await InboxFixture.CreateAsync(allowOtr: true);
        using var bob = await StartAsync(alice);
        await alice.Otr!.DisposeAsync();
        var last = await alice.OtrSent.Reader.ReadAsync();
        var received = await bob.ReceiveAsync(Phone, last.Body!);
        Assert.IsType<OtrSessionEnded>(Assert.Single(received.Events));
        using var again = new OtrMachine(InboxFixture.Alice, alice.Store.CryptoState, TrustPolicy.BlindTrustBeforeVerification);
        Assert.Equal(OtrState.Finished, (await again.GetStatusAsync(Desk)).State);
    }

    [Fact]
    public async Task A_message_that_was_sealed_before_goes_out_before()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        using var bob = await StartAsync(alice);
        for (var number = 0; number < 20; number++)
        {
            var message = new ChatMessage
            {
                Conversation = InboxFixture.WithBob,
                Id = new($"o{number}"),
                From = InboxFixture.Alice,
                Direction = MessageDirection.Outgoing,
                Timestamp = alice.Time.GetUtcNow(),
                Body = $"number {number}",
            };
            Assert.NotNull(await alice.Otr!.SendAsync(message, CancellationToken.None));
            var stanza = await alice.OtrSent.Reader.ReadAsync();
            Assert.Equal((Desk, $"o{number}"), (stanza.To!.Value, stanza.Id));
            var received = Assert.IsType<OtrDecrypted>(await bob.ReceiveAsync(Phone, stanza.Body!));
            Assert.Equal($"number {number}", received.Text);
            bob.Complete(received);
        }
    }

    [Fact]
    public async Task What_the_peer_ended_refuses_what_follows()
    {
        await using var alice = await InboxFixture.CreateAsync(allowOtr: true);
        using var bob = await StartAsync(alice);
        var step = await bob.EndAsync(Phone);
        bob.Complete(step);
        await alice.ReceiveAsync(InboxFixture.From(Desk, step.Messages[0].Body, "d1"));
        var message = new ChatMessage
        {
            Conversation = InboxFixture.WithBob,
            Id = new("o1"),
            From = InboxFixture.Alice,
            Direction = MessageDirection.Outgoing,
            Timestamp = alice.Time.GetUtcNow(),
            Body = "secret",
        };
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.Otr!.SendAsync(message, CancellationToken.None));
        Assert.Equal((ErrorKind.CannotEncrypt, "otr-finished"), (error.Kind, error.Condition));
        await alice.Otr!.EndAsync(Desk, CancellationToken.None);
        Assert.Equal(OtrState.Plaintext, (await alice.Otr!.StatusAsync(Desk, CancellationToken.None)).State);
    }

    private static async Task<IReadOnlyList<ChatMessage>> PageAsync(InboxFixture alice) =>
        (await alice.Store.Messages.PageAsync(InboxFixture.WithBob, 50, before: null)).Messages;

    private static async Task<string> SealAsync(OtrMachine bob, string text)
    {
        var result = Assert.IsType<OtrSealed>(await bob.SendAsync(Phone, text));
        bob.Complete(result);
        return result.Messages[0].Body;
    }

    /// <summary>Bob's side, with an encrypted conversation that he asked for.</summary>
    private static async Task<OtrMachine> StartAsync(InboxFixture alice)
    {
        var store = new InMemoryChatStore();
        var bob = new OtrMachine(InboxFixture.Bob, store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, time: alice.Time);
        await store.CommitAsync(new(InboxFixture.Bob) { Crypto = (await bob.OpenAsync()).Changes });
        var step = await bob.StartAsync(Phone);
        bob.Complete(step);
        var number = 0;
        var toAlice = new Queue<string>(step.Messages.Select(message => message.Body));
        while ((await bob.GetStatusAsync(Phone)).State != OtrState.Encrypted)
        {
            while (toAlice.TryDequeue(out var body))
            {
                await alice.ReceiveAsync(InboxFixture.From(Desk, body, $"k{number++}"));
            }

            MessageStanza answer = await alice.OtrSent.Reader.ReadAsync();
            var received = await bob.ReceiveAsync(Phone, answer.Body!);
            await store.CommitAsync(new(InboxFixture.Bob) { Crypto = received.Changes });
            bob.Complete(received);
            foreach (var message in received.Messages)
            {
                toAlice.Enqueue(message.Body);
            }
        }

        while (toAlice.TryDequeue(out var body))
        {
            await alice.ReceiveAsync(InboxFixture.From(Desk, body, $"k{number++}"));
        }

        return bob;
    }
}
