// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>Edits, retractions and reactions that come in.</summary>
public sealed class InboxActTests : IAsyncLifetime
{
    private InboxFixture _alice = null!;

    public async ValueTask InitializeAsync() => _alice = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    private static MessageStanza Edit(string target, string body, string id = "e1")
    {
        var stanza = From(Bob, body, id);
        stanza.SetReplaces(target);
        return stanza;
    }

    private static MessageStanza Retraction(string target, string id = "r1")
    {
        var stanza = Retractions.CreateRetraction(Alice, target, "gone");
        (stanza.From, stanza.Id) = (Bob, id);
        return stanza;
    }

    private static MessageStanza Reaction(string target, string id, params string[] emojis)
    {
        var stanza = Reactions.CreateReactions(Alice, new(target, emojis));
        (stanza.From, stanza.Id) = (Bob, id);
        return stanza;
    }

    /// <summary>A message of Bob's in urn:xmpp:omemo:2.</summary>
    private async Task<MessageStanza> Omemo2Async(string id, string content)
    {
        var envelope = await _alice.EncryptEnvelopeAsync(
            $"<envelope xmlns='urn:xmpp:sce:1'><content>{content}</content><rpad>x</rpad><from jid='{Bob}'/><to jid='{Alice}'/></envelope>"
        );
        return Encrypted(envelope, id);
    }

    private Task<MessageStanza> Omemo2TextAsync(string id, string text) => Omemo2Async(id, $"<body xmlns='jabber:client'>{text}</body>");

    private async Task<ChatMessage> OneAsync() => Assert.Single(await _alice.HistoryAsync());

    [Fact]
    public async Task A_reaction_that_was_taken_back_later_than_it_was_done_does_not_come_back()
    {
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "hello"));
        await _alice.ReceiveAsync(await ReactionAsync("r2", "12:00:02", string.Empty));
        await _alice.ReceiveAsync(await ReactionAsync("r1", "12:00:01", "<reaction>👍</reaction>"));
        Assert.Empty((await OneAsync()).Reactions);
        await _alice.ReceiveAsync(await ReactionAsync("r3", "12:00:03", "<reaction>🎉</reaction>"));
        Assert.Equal(["🎉"], Assert.Single((await OneAsync()).Reactions).Emojis);

        async Task<MessageStanza> ReactionAsync(string id, string time, string reactions)
        {
            var envelope = await _alice.EncryptEnvelopeAsync(
                $"<envelope xmlns='urn:xmpp:sce:1'><content><reactions xmlns='urn:xmpp:reactions:0' id='m1'>{reactions}</reactions></content>"
                    + $"<time stamp='2030-01-01T{time}.000Z'/><rpad>x</rpad><from jid='{Bob}'/><to jid='{Alice}'/></envelope>"
            );
            return Encrypted(envelope, id);
        }
    }

    [Theory]
    [InlineData("12:00:02", "12:00:01", "first")]
    [InlineData("12:00:01", "12:00:02", "second")]
    [InlineData("11:00:00", "23:00:00", "second")]
    public async Task Of_two_edits_the_one_that_was_written_later_counts_whichever_comes_first(string first, string second, string counts)
    {
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "hello"));
        await _alice.ReceiveAsync(await EditAsync("e1", first, "first"));
        await _alice.ReceiveAsync(await EditAsync("e2", second, "second"));
        Assert.Equal(counts, (await OneAsync()).Body);
        // A clock that runs far ahead does not win for ever.
        Assert.True((await OneAsync()).EditedAt < _alice.Time.GetUtcNow().AddHours(1));

        async Task<MessageStanza> EditAsync(string id, string time, string text)
        {
            var envelope = await _alice.EncryptEnvelopeAsync(
                $"<envelope xmlns='urn:xmpp:sce:1'><content><body xmlns='jabber:client'>{text}</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/></content>"
                    + $"<time stamp='2030-01-01T{time}.000Z'/><rpad>x</rpad><from jid='{Bob}'/><to jid='{Alice}'/></envelope>"
            );
            return Encrypted(envelope, id);
        }
    }

    private async Task SentAsync(string id, EncryptionKind encryption = EncryptionKind.None) =>
        await _alice.Store.CommitAsync(
            new(Alice)
            {
                Messages =
                [
                    new()
                    {
                        Conversation = WithBob,
                        Id = new(id),
                        From = Alice,
                        Direction = MessageDirection.Outgoing,
                        Timestamp = _alice.Time.GetUtcNow(),
                        Body = "ours",
                        Encryption = encryption,
                        State = DeliveryState.Acked,
                    },
                ],
            }
        );

    [Fact]
    public async Task An_edit_changes_its_message_and_is_told_with_its_own_id()
    {
        await _alice.ReceiveAsync(From(Bob, "helo"));
        await _alice.TakeEventsAsync();
        _alice.Time.Advance(TimeSpan.FromSeconds(1));
        await _alice.ReceiveAsync(Edit("m1", "hello"), "a2");

        var message = await OneAsync();
        Assert.Equal(("hello", "m1", _alice.Time.GetUtcNow()), (message.Body, message.Id.Value, message.EditedAt));
        var told = await _alice.TakeEventsAsync();
        var changed = Assert.Single(told.OfType<MessageChanged>());
        Assert.Equal(
            (message, "e1", "hello", "m1"),
            (changed.Message, changed.Act?.Id.Value, changed.Act?.Body, changed.Act?.Target.Value)
        );
        Assert.Empty(told.OfType<MessageAdded>());
        Assert.Equal("a2", await _alice.CursorAsync());
    }

    [Fact]
    public async Task An_act_counts_once_whatever_ways_it_comes()
    {
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "helo"));
        var edit = await Omemo2Async("e1", "<body xmlns='jabber:client'>hello</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>");
        await _alice.ReceiveAsync(edit);
        await _alice.TakeEventsAsync();

        await _alice.ReceiveAsync(edit, "a1", MessageSource.Archive);
        Assert.Empty(await _alice.TakeEventsAsync());
        Assert.Equal("hello", (await OneAsync()).Body);
        Assert.Equal("a1", (await _alice.Store.Acts.FindAsync(WithBob, MessageDirection.Incoming, new("e1")))?.ArchiveId);
    }

    [Fact]
    public async Task An_edit_of_an_edit_is_one_of_the_message()
    {
        await _alice.ReceiveAsync(From(Bob, "one"));
        await _alice.ReceiveAsync(Edit("m1", "two", "e1"));
        await _alice.ReceiveAsync(Edit("e1", "three", "e2"));
        Assert.Equal("three", (await OneAsync()).Body);
    }

    [Fact]
    public async Task An_edit_by_somebody_else_is_refused_and_shown_as_nothing()
    {
        await SentAsync("ours");
        await _alice.TakeEventsAsync();
        await _alice.ReceiveAsync(Edit("ours", "forged"));
        await _alice.ReceiveAsync(Retraction("ours"));
        Assert.Equal("ours", (await _alice.HistoryAsync()).Single(message => message.Direction == MessageDirection.Outgoing).Body);

        // That of another address is another conversation.
        await _alice.ReceiveAsync(From(Bob, "Bob's"));
        var stranger = Edit("m1", "Eve's", "e9");
        stranger.From = Addressing.Jid.Parse("eve@example.org");
        await _alice.ReceiveAsync(stranger);
        Assert.Equal("Bob's", (await _alice.HistoryAsync()).Single(message => message.Id.Value == "m1").Body);
    }

    [Fact]
    public async Task What_was_encrypted_is_not_changed_in_the_clear()
    {
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "secret"));
        await _alice.TakeEventsAsync();
        await _alice.ReceiveAsync(Edit("m1", "forged by a server"));
        await _alice.ReceiveAsync(Retraction("m1"));
        await _alice.ReceiveAsync(Reaction("m1", "x1", "👍"));

        var message = await OneAsync();
        Assert.Equal(("secret", null, null, 0), (message.Body, message.EditedAt, message.RetractedAt, message.Reactions.Count));
        Assert.Empty(await _alice.TakeEventsAsync());
        foreach (var id in new[] { "e1", "r1", "x1" })
        {
            var act = await _alice.Store.Acts.FindAsync(WithBob, MessageDirection.Incoming, new(id));
            Assert.Equal((ActStanding.Refused, null), (act?.Standing, act?.Body));
        }
    }

    [Fact]
    public async Task The_legacy_namespace_does_not_change_what_the_newer_one_protected()
    {
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "secret"));
        var legacy = Encrypted(await _alice.EncryptAsync("a text that a server makes an edit"), "e1");
        legacy.SetReplaces("m1");
        await _alice.ReceiveAsync(legacy);
        Assert.Equal("secret", (await OneAsync()).Body);
    }

    [Fact]
    public async Task In_the_legacy_namespace_edits_retractions_and_reactions_stand_beside_the_ciphertext()
    {
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptAsync("helo"), "m1"));
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptAsync("second"), "m2"));
        var edit = Encrypted(await _alice.EncryptAsync("hello"), "e1");
        edit.SetReplaces("m1");
        await _alice.ReceiveAsync(edit);
        var reaction = Encrypted(await _alice.EncryptAsync("👍"), "x1");
        reaction.Element.Add(Reaction("m1", "x1", "👍").Element.Child("reactions", Reactions.Namespace)!);
        await _alice.ReceiveAsync(reaction);
        var retraction = Encrypted(await _alice.EncryptAsync("fallback"), "r1");
        retraction.Element.Add(Retraction("m2").Element.Child("retract", Retractions.Namespace)!);
        await _alice.ReceiveAsync(retraction);

        var history = await _alice.HistoryAsync();
        Assert.Equal(["hello", null], history.Select(message => message.Body));
        Assert.Equal(["👍"], Assert.Single(history[0].Reactions).Emojis);
        Assert.NotNull(history[1].RetractedAt);
    }

    [Fact]
    public async Task In_the_legacy_namespace_a_reaction_that_is_not_in_the_encrypted_text_is_refused()
    {
        await _alice.ReceiveAsync(Encrypted(await _alice.EncryptAsync("text"), "m1"));
        var reaction = Encrypted(await _alice.EncryptAsync("👍"), "x1");
        reaction.Element.Add(Reaction("m1", "x1", "👎").Element.Child("reactions", Reactions.Namespace)!);
        await _alice.ReceiveAsync(reaction);

        var keysOnly = Encrypted(await _alice.EncryptAsync((string?)null), "x2");
        keysOnly.Element.Add(Reaction("m1", "x2", "👎").Element.Child("reactions", Reactions.Namespace)!);
        await _alice.ReceiveAsync(keysOnly);
        Assert.Empty((await OneAsync()).Reactions);
    }

    [Fact]
    public async Task Beside_the_newer_ciphertext_an_act_counts_for_nothing()
    {
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "first"));
        var second = await Omemo2TextAsync("m2", "second");
        second.SetReplaces("m1");
        second.Element.Add(Reaction("m1", "x", "👎").Element.Child("reactions", Reactions.Namespace)!);
        await _alice.ReceiveAsync(second);
        Assert.Equal(["first", "second"], (await _alice.HistoryAsync()).Select(message => message.Body));
    }

    [Fact]
    public async Task A_retraction_leaves_a_tombstone_that_nothing_changes()
    {
        await _alice.ReceiveAsync(From(Bob, "oops"));
        await _alice.ReceiveAsync(Retraction("m1"));
        await _alice.ReceiveAsync(Edit("m1", "back again"));
        var message = await OneAsync();
        Assert.Null(message.Body);
        Assert.NotNull(message.RetractedAt);
        Assert.Empty(await _alice.OwedAsync());
    }

    [Fact]
    public async Task A_reaction_replaces_the_peers_former_one_and_none_takes_it_back()
    {
        await SentAsync("ours");
        await _alice.ReceiveAsync(Reaction("ours", "x1", "👍", "🎉"));
        Assert.Equal([new Reaction(Bob, ["👍", "🎉"], _alice.Time.GetUtcNow())], (await OneAsync()).Reactions);
        await _alice.ReceiveAsync(Reaction("ours", "x2", "❤"));
        Assert.Equal(["❤"], Assert.Single((await OneAsync()).Reactions).Emojis);
        await _alice.ReceiveAsync(Reaction("ours", "x3"));
        Assert.Empty((await OneAsync()).Reactions);
    }

    [Fact]
    public async Task What_comes_before_its_message_waits_for_it()
    {
        await _alice.ReceiveAsync(Reaction("m1", "x1", "👍"));
        await _alice.ReceiveAsync(Edit("m1", "hello"));
        Assert.Equal(("hello", "m1"), ((await OneAsync()).Body, (await OneAsync()).Replaces?.Value));
        await _alice.ReceiveAsync(From(Bob, "helo"), source: MessageSource.Archive);

        var message = await OneAsync();
        Assert.Equal(("m1", "hello", null), (message.Id.Value, message.Body, message.Replaces));
        Assert.Equal(["👍"], Assert.Single(message.Reactions).Emojis);
        var told = await _alice.TakeEventsAsync();
        Assert.Equal(["e1", "m1"], told.OfType<MessageAdded>().Select(added => added.Message.Id.Value));
        Assert.Equal(
            [MessageActKind.Reaction],
            told.OfType<MessageChanged>().Select(changed => changed.Act?.Kind).OfType<MessageActKind>()
        );
    }

    [Fact]
    public async Task What_waits_is_refused_by_the_same_rules()
    {
        await _alice.ReceiveAsync(Retraction("m1"));
        await _alice.ReceiveAsync(Edit("m1", "in the clear"));
        await _alice.ReceiveAsync(await Omemo2TextAsync("m1", "secret"), source: MessageSource.Archive);
        var history = await _alice.HistoryAsync();
        Assert.Equal(["in the clear", "secret"], history.Select(message => message.Body));
        Assert.Equal([EncryptionKind.None, EncryptionKind.Omemo2], history.Select(message => message.Encryption));
        Assert.Empty(await _alice.Store.Acts.ListWaitingAsync(WithBob, new("m1")));
    }

    [Fact]
    public async Task A_message_that_could_not_be_decrypted_can_be_read_once_it_is_edited()
    {
        await _alice.Store.CommitAsync(
            new(Alice)
            {
                Messages =
                [
                    new()
                    {
                        Conversation = WithBob,
                        Id = new("m1"),
                        From = Bob,
                        Direction = MessageDirection.Incoming,
                        Timestamp = _alice.Time.GetUtcNow(),
                        Encryption = EncryptionKind.Omemo2,
                        DecryptFailure = DecryptFailure.NotForThisDevice,
                        State = DeliveryState.Received,
                    },
                ],
            }
        );
        await _alice.ReceiveAsync(
            await Omemo2Async("e1", "<body xmlns='jabber:client'>hello</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>")
        );
        var message = await OneAsync();
        Assert.Equal(("hello", null, TrustLevel.Trusted), (message.Body, message.DecryptFailure, message.Trust));
        Assert.NotNull(message.SenderKey);
    }

    [Fact]
    public async Task An_act_of_another_device_of_ours_counts_here_too()
    {
        await SentAsync("ours");
        var edit = new MessageStanza(Bob)
        {
            From = Alice,
            Id = "e1",
            Body = "ours, better",
        };
        edit.SetReplaces("ours");
        await _alice.ReceiveAsync(edit, source: MessageSource.Carbon);
        var reaction = Reactions.CreateReactions(Bob, new("ours", ["🎉"]));
        (reaction.From, reaction.Id) = (Alice, "x1");
        await _alice.ReceiveAsync(reaction, source: MessageSource.Carbon);

        var message = await OneAsync();
        Assert.Equal("ours, better", message.Body);
        Assert.Equal(Alice, Assert.Single(message.Reactions).From);
    }

    [Fact]
    public async Task An_act_that_the_server_returns_has_failed()
    {
        await SentAsync("ours");
        await _alice.Store.CommitAsync(
            new(Alice)
            {
                Acts =
                [
                    new()
                    {
                        Conversation = WithBob,
                        Id = new("e1"),
                        From = Alice,
                        Direction = MessageDirection.Outgoing,
                        Kind = MessageActKind.Edit,
                        Target = new("ours"),
                        At = _alice.Time.GetUtcNow(),
                        State = DeliveryState.Acked,
                    },
                ],
            }
        );
        var error = From(Bob, id: "e1", type: "error");
        error.Element.Add(new("error", "jabber:client") { ["type"] = "cancel" });
        await _alice.ReceiveAsync(error);
        var changed = Assert.Single((await _alice.TakeEventsAsync()).OfType<MessageActChanged>());
        Assert.Equal(DeliveryState.Failed, changed.Act.State);
    }

    [Fact]
    public async Task What_another_device_of_ours_told_to_have_read_is_read_here()
    {
        await _alice.ReceiveAsync(From(Bob, "one"));
        await _alice.ReceiveAsync(From(Bob, "two", "m2"));
        await _alice.ReceiveAsync(From(Bob, "three", "m3"));
        var marker = Markers.CreateDisplayed(Bob, "m2");
        marker.From = Bob;
        await _alice.ReceiveAsync(marker);
        Assert.Equal(3, (await _alice.Store.Conversations.FindAsync(WithBob))?.UnreadCount);

        marker.From = Alice;
        await _alice.ReceiveAsync(marker, source: MessageSource.Carbon);
        Assert.Equal(1, (await _alice.Store.Conversations.FindAsync(WithBob))?.UnreadCount);
    }

    [Fact]
    public async Task A_marker_for_an_edit_says_that_the_message_was_seen()
    {
        await SentAsync("ours");
        await _alice.Store.CommitAsync(
            new(Alice)
            {
                Acts =
                [
                    new()
                    {
                        Conversation = WithBob,
                        Id = new("e1"),
                        From = Alice,
                        Direction = MessageDirection.Outgoing,
                        Kind = MessageActKind.Edit,
                        Target = new("ours"),
                        At = _alice.Time.GetUtcNow(),
                    },
                ],
            }
        );
        var marker = Markers.CreateDisplayed(Alice, "e1");
        marker.From = Bob;
        await _alice.ReceiveAsync(marker);
        Assert.Equal(DeliveryState.Displayed, (await OneAsync()).State);
    }
}
