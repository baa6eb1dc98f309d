// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Otr;

/// <summary>The states of a conversation and the policies: what leaves, and what does not.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task No_plain_text_leaves_where_encryption_is_required()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var result = Assert.IsType<OtrNotSent>(await alice.Machine.SendAsync(bob.Address, "secret"));
        Assert.Equal(OtrRefusal.NoSession, result.Reason);
        Assert.Equal("?OTRv3?", Assert.Single(alice.Complete(result)).Body);
    }

    [Fact]
    public async Task A_query_may_explain_itself()
    {
        var (alice, bob) = await OtrPeer.PairAsync(new OtrOptions { Explanation = "Let us talk in private." });
        var messages = alice.Complete(await alice.Machine.StartAsync(bob.Address));
        Assert.Equal("?OTRv3?\nLet us talk in private.", Assert.Single(messages).Body);
        await Link.RunAsync(alice, bob, messages);
        Assert.Equal(OtrState.Encrypted, (await alice.Machine.GetStatusAsync(bob.Address)).State);
    }

    [Fact]
    public async Task What_the_peer_ended_stays_blocked_until_a_person_ends_it_too()
    {
        var options = new OtrOptions { RequireEncryption = false };
        var (alice, bob) = await OtrPeer.TalkAsync(options);
        await Link.RunAsync(bob, alice, bob.Complete(await bob.Machine.EndAsync(alice.Address)));
        Assert.IsType<OtrSessionEnded>(alice.Events[^1]);
        Assert.Equal(OtrState.Finished, (await alice.Machine.GetStatusAsync(bob.Address)).State);
        var refused = Assert.IsType<OtrNotSent>(await alice.Machine.SendAsync(bob.Address, "secret"));
        Assert.Equal(OtrRefusal.Finished, refused.Reason);
        Assert.Empty(alice.Complete(refused));
        Assert.Empty(alice.Complete(await alice.Machine.EndAsync(bob.Address)));
        Assert.Equal("plain", Assert.Single(alice.Complete(await alice.Machine.SendAsync(bob.Address, "plain"))).Body);
    }

    [Fact]
    public async Task A_restart_ends_conversations_and_does_not_fall_back_to_plain_text()
    {
        var options = new OtrOptions { RequireEncryption = false };
        var (alice, bob) = await OtrPeer.TalkAsync(options);
        await alice.RestartAsync();
        Assert.Equal(OtrState.Finished, (await alice.Machine.GetStatusAsync(bob.Address)).State);
        Assert.Equal(OtrRefusal.Finished, Assert.IsType<OtrNotSent>(await alice.Machine.SendAsync(bob.Address, "secret")).Reason);

        // The peer's next message can't be read; the complaint brings a new conversation, under the same key.
        await bob.SendAsync(alice, "lost");
        Assert.Contains(alice.Received, received => received is OtrUnreadable { Reason: DecryptFailure.NoSession });
        var started = Assert.IsType<OtrSessionStarted>(alice.Events[^1]);
        Assert.False(started.IsNewKey);
        await bob.SendAsync(alice, "found");
        Assert.Equal("found", Assert.Single(alice.Texts));
    }

    [Fact]
    public async Task No_secret_of_a_conversation_is_stored()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var before = alice.Store.Snapshot().Split('\n').ToHashSet();
        await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.StartAsync(bob.Address)));
        await alice.SendAsync(bob, "text");
        await bob.SendAsync(alice, "text");
        var added = alice.Store.Snapshot().Split('\n').Where(line => !before.Contains(line)).ToList();
        Assert.Equal(2, added.Count);
        Assert.Contains($"{alice.Address.Bare} otr.open {bob.Address.Bare} 01", added);
        Assert.Contains(added, line => line.Contains($"trust {bob.Address.Bare}/{bob.Identity.Fingerprint} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_that_is_not_completed_has_not_happened()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var body = await alice.SealAsync(bob, "once");
        Assert.Equal("once", Assert.IsType<OtrDecrypted>(await bob.Machine.ReceiveAsync(alice.Address, body)).Text);
        Assert.Equal("once", Assert.IsType<OtrDecrypted>(await bob.Machine.ReceiveAsync(alice.Address, body)).Text);
        await bob.ReceiveAsync(alice, body);
        await bob.ReceiveAsync(alice, body);
        Assert.IsType<OtrUnreadable>(bob.Received[^1]);
        Assert.Equal("once", Assert.Single(bob.Texts));
    }

    [Fact]
    public async Task A_counter_is_never_used_twice_even_if_a_step_is_not_completed()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var dropped = Assert.IsType<OtrSealed>(await alice.Machine.SendAsync(bob.Address, "aaaa"));
        var sent = await alice.SealAsync(bob, "bbbb");
        Assert.NotEqual(CounterOf(dropped.Messages[0].Body), CounterOf(sent));
        await bob.ReceiveAsync(alice, sent);
        Assert.Equal("bbbb", Assert.Single(bob.Texts));

        static string CounterOf(string body)
        {
            var message = OtrForge.Content(body);
            return Convert.ToHexString(message.AsSpan(1 + 4 + 4 + 4 + 192, 8));
        }
    }

    [Fact]
    public async Task Only_the_last_step_can_be_completed_and_only_once()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var first = await alice.Machine.StartAsync(bob.Address);
        var second = await alice.Machine.StartAsync(bob.Address);
        Assert.Throws<InvalidOperationException>(() => alice.Machine.Complete(first));
        alice.Machine.Complete(second);
        Assert.Throws<InvalidOperationException>(() => alice.Machine.Complete(second));
    }

    [Fact]
    public async Task A_machine_that_was_not_opened_says_so()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        using var machine = new OtrMachine(alice.Address, alice.Store, TrustPolicy.Manual);
        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await machine.StartAsync(bob.Address));
        Assert.Equal(ErrorKind.Failed, error.Kind);
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_key_that_nobody_decided_about()
    {
        var (alice, bob) = await OtrPeer.TalkAsync(policy: TrustPolicy.Manual);
        Assert.Equal(OtrRefusal.Undecided, Assert.IsType<OtrNotSent>(await alice.Machine.SendAsync(bob.Address, "secret")).Reason);
        alice.Complete(await alice.Machine.SetTrustAsync(bob.Address, bob.Identity.Fingerprint, TrustLevel.Verified));
        await alice.SendAsync(bob, "text");
        Assert.Equal(TrustLevel.Undecided, bob.Received.OfType<OtrDecrypted>().Single().Trust);
    }

    [Fact]
    public async Task A_key_that_becomes_distrusted_is_neither_read_nor_written()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var body = await bob.SealAsync(alice, "text");
        alice.Complete(await alice.Machine.SetTrustAsync(bob.Address, bob.Identity.Fingerprint, TrustLevel.Distrusted));
        await alice.ReceiveAsync(bob, body);
        Assert.Equal(DecryptFailure.Distrusted, Assert.IsType<OtrUnreadable>(alice.Received[^1]).Reason);
        Assert.Equal(OtrRefusal.Distrusted, Assert.IsType<OtrNotSent>(await alice.Machine.SendAsync(bob.Address, "secret")).Reason);
    }

    [Fact]
    public async Task About_a_second_key_of_a_contact_a_person_decides()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var other = await OtrPeer.OpenAsync("bob@example.net/other", 4, time: alice.Time);
        await Link.RunAsync(alice, other, alice.Complete(await alice.Machine.StartAsync(other.Address)));
        var started = Assert.IsType<OtrSessionStarted>(alice.Events[^1]);
        Assert.Equal((TrustLevel.Undecided, true), (started.Trust, started.IsNewKey));
        Assert.Equal([TrustLevel.Undecided, TrustLevel.Trusted], (await alice.Machine.GetKeysAsync(bob.Address)).Values.Order());
    }

    [Fact]
    public async Task A_plain_text_in_an_encrypted_conversation_is_shown_with_a_warning()
    {
        var (alice, bob) = await OtrPeer.TalkAsync(new OtrOptions { RequireEncryption = false });
        await alice.ReceiveAsync(bob, "in the clear");
        Assert.True(Assert.IsType<OtrPlaintext>(alice.Received[^1]).IsUnexpected);
    }

    [Fact]
    public async Task A_plain_text_is_expected_before_any_conversation_unless_encryption_is_required()
    {
        var (alice, bob) = await OtrPeer.PairAsync(new OtrOptions { RequireEncryption = false });
        await alice.ReceiveAsync(bob, "in the clear");
        Assert.False(Assert.IsType<OtrPlaintext>(alice.Received[^1]).IsUnexpected);
        var (strict, _) = await OtrPeer.PairAsync();
        await strict.ReceiveAsync(bob, "in the clear");
        Assert.True(Assert.IsType<OtrPlaintext>(strict.Received[^1]).IsUnexpected);
    }

    [Fact]
    public async Task White_space_offers_until_the_peer_answers_plainly()
    {
        var options = new OtrOptions { RequireEncryption = false, SendWhitespaceTag = true };
        var (alice, bob) = await OtrPeer.PairAsync(options);
        var offer = Assert.Single(alice.Complete(await alice.Machine.SendAsync(bob.Address, "hi"))).Body;
        Assert.StartsWith("hi \t", offer, StringComparison.Ordinal);
        await alice.ReceiveAsync(bob, "hello");
        Assert.Equal("hi", Assert.Single(alice.Complete(await alice.Machine.SendAsync(bob.Address, "hi"))).Body);
        Assert.Single(await bob.ReceiveAsync(alice, offer));
        Assert.Equal("hi", Assert.IsType<OtrPlaintext>(bob.Received[^1]).Text);
    }

    [Fact]
    public async Task White_space_starts_nothing_where_that_is_off()
    {
        var (alice, bob) = await OtrPeer.PairAsync(new OtrOptions { WhitespaceStartsExchange = false });
        Assert.Empty(await alice.ReceiveAsync(bob, "hi \t  \t\t\t\t \t \t \t    \t\t  \t\t"));
        Assert.Equal("hi", Assert.IsType<OtrPlaintext>(alice.Received[^1]).Text);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_error_asks_for_a_new_conversation_where_that_is_on(bool isOn, int expected)
    {
        var (alice, bob) = await OtrPeer.PairAsync(new OtrOptions { ErrorStartsExchange = isOn });
        Assert.Equal(expected, (await alice.ReceiveAsync(bob, "?OTR Error: it broke")).Count);
        Assert.Equal("it broke", Assert.IsType<OtrPeerError>(alice.Received[^1]).Text);
    }

    [Fact]
    public async Task Errors_without_end_are_not_answered_without_end()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var answers = 0;
        for (var i = 0; i < 50; i++)
        {
            answers += (await alice.ReceiveAsync(bob, "?OTR Error: " + new string('x', 100_000))).Count;
        }

        Assert.Equal(3, answers);
        Assert.Equal(500, Assert.IsType<OtrPeerError>(alice.Received[^1]).Text.Length);
    }

    [Fact]
    public async Task Ending_tells_the_peer_and_forgets()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var messages = alice.Complete(await alice.Machine.EndAsync(bob.Address));
        Assert.Equal(OtrState.Plaintext, (await alice.Machine.GetStatusAsync(bob.Address)).State);
        await Link.RunAsync(alice, bob, messages);
        Assert.Equal(OtrState.Finished, (await bob.Machine.GetStatusAsync(alice.Address)).State);
        Assert.DoesNotContain("otr.open", alice.Store.Snapshot(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_without_end_take_bounded_memory()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        for (var i = 0; i < 1500; i++)
        {
            alice.Complete(await alice.Machine.ReceiveAsync(Addressing.Jid.Parse($"s{i}@example.com/x"), "plain"));
        }

        await OtrForge.GiveAsync(alice, "?OTRv3?");
        Assert.Equal(OtrState.Plaintext, (await alice.Machine.GetStatusAsync(OtrForge.Address)).State);
    }

    [Fact]
    public async Task A_new_conversation_takes_the_place_of_the_old_one()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var old = await bob.SealAsync(alice, "old");
        await alice.SendAsync(bob, "text");
        await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.StartAsync(bob.Address)));
        Assert.True(Assert.IsType<OtrSessionStarted>(alice.Events[^1]).IsRenewal);
        await alice.ReceiveAsync(bob, old);
        Assert.IsType<OtrUnreadable>(alice.Received[^1]);
        await bob.SendAsync(alice, "new");
        Assert.Equal("new", alice.Texts.Last());
    }
}
