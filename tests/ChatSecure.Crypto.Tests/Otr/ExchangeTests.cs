// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Otr;

public sealed class ExchangeTests
{
    [Fact]
    public async Task Both_sides_know_each_other_s_key_and_the_same_session()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var (ours, theirs) = (await alice.Machine.GetStatusAsync(bob.Address), await bob.Machine.GetStatusAsync(alice.Address));
        Assert.Equal(bob.Identity.Fingerprint, ours.Fingerprint);
        Assert.Equal(alice.Identity.Fingerprint, theirs.Fingerprint);
        Assert.Equal(ours.SessionId, theirs.SessionId);
        Assert.NotEqual(ours.IsFirstPartOurs, theirs.IsFirstPartOurs);
        Assert.Equal(bob.Address, ours.Peer);
    }

    [Fact]
    public async Task When_both_begin_the_higher_hash_goes_on()
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var alice = await OtrPeer.OpenAsync("alice@example.org/phone", 1);
            var bob = await OtrPeer.OpenAsync("bob@example.net/desk", 2);
            for (var i = 0; i < seed; i++)
            {
                // Another position of the random source, so another outcome.
                await bob.RestartAsync();
                bob.Complete(await bob.Machine.ReceiveAsync(alice.Address, "?OTRv3?"));
                await bob.RestartAsync();
            }

            var ofAlice = alice.Complete(await alice.Machine.ReceiveAsync(bob.Address, "?OTRv3?"));
            var ofBob = bob.Complete(await bob.Machine.ReceiveAsync(alice.Address, "?OTRv3?"));
            var answers = new List<(OtrPeer, OtrPeer, IReadOnlyList<OtrOutgoing>)>
            {
                (bob, alice, await bob.ReceiveAsync(alice, Assert.Single(ofAlice).Body)),
                (alice, bob, await alice.ReceiveAsync(bob, Assert.Single(ofBob).Body)),
            };
            foreach (var (from, to, messages) in answers)
            {
                await Link.RunAsync(from, to, messages);
            }

            Assert.Equal(
                (await alice.Machine.GetStatusAsync(bob.Address)).SessionId,
                (await bob.Machine.GetStatusAsync(alice.Address)).SessionId
            );
            await alice.SendAsync(bob, "through");
            Assert.Equal("through", Assert.Single(bob.Texts));
        }
    }

    [Fact]
    public async Task Our_own_commitment_come_back_is_ignored()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var commit = Assert.Single(alice.Complete(await alice.Machine.ReceiveAsync(bob.Address, "?OTRv3?"))).Body;
        Assert.Empty(await alice.ReceiveAsync(bob, commit));

        // Not even with another sender's tag.
        Assert.Empty(
            await alice.ReceiveAsync(bob, OtrForge.Encode(MessageType.DhCommit, OtrForge.Content(commit), alice.Identity.InstanceTag))
        );
    }

    [Fact]
    public async Task A_new_offer_is_not_answered_with_the_secret_of_an_older_one()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var commit = Assert.Single(await bob.ReceiveAsync(alice, "?OTRv3?")).Body;
        var key = Assert.Single(await alice.ReceiveAsync(bob, commit)).Body;
        Assert.Single(await bob.ReceiveAsync(alice, key)); // The revelation is lost on its way.

        // Later one more attempt: Alice still waits for it, and so answers with the same key.
        bob.Time.Advance(TimeSpan.FromMinutes(10));
        await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.StartAsync(bob.Address)));

        Assert.Equal(OtrState.Encrypted, (await alice.Machine.GetStatusAsync(bob.Address)).State);
        Assert.Equal(OtrState.Encrypted, (await bob.Machine.GetStatusAsync(alice.Address)).State);
    }

    [Fact]
    public async Task A_second_commitment_gets_the_same_key_again()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var first = await forge.AskAsync(alice, MessageType.DhCommit, forge.Exchange.Commit(default).Message);
        var second = await forge.AskAsync(alice, MessageType.DhCommit, forge.Exchange.Commit(default).Message);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_key_that_comes_again_gets_the_signature_again_and_another_one_nothing()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var commit = await CommitOfAsync(alice);
        var state = forge.Exchange.Answer(commit);
        var first = await forge.AskAsync(alice, MessageType.DhKey, KeyExchange.DhKey(state));
        Assert.Equal(MessageType.RevealSignature, OtrForge.TypeOf(first));
        Assert.Equal(first, await forge.AskAsync(alice, MessageType.DhKey, KeyExchange.DhKey(state)));
        Assert.Empty(await forge.GiveAsync(alice, MessageType.DhKey, KeyExchange.DhKey(forge.Exchange.Answer(commit))));
    }

    public static TheoryData<string> NoElements { get; } = new("zero", "one", "p-1", "p", "p+1", "2p", "padded");

    [Theory]
    [MemberData(nameof(NoElements))]
    public async Task A_key_outside_of_the_group_is_ignored(string which)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await CommitOfAsync(alice);
        Assert.Empty(await forge.GiveAsync(alice, MessageType.DhKey, Bad(which)));
        Assert.Empty(await forge.GiveAsync(alice, MessageType.DhKey, [.. Good(), 0]));
        Assert.Single(await forge.GiveAsync(alice, MessageType.DhKey, Good()));
    }

    [Theory]
    [MemberData(nameof(NoElements))]
    public async Task A_committed_key_outside_of_the_group_is_ignored(string which)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var secret = new byte[16];
        var key = Bad(which);
        var commit = new DhCommit(AesCtr.Apply(secret, key), SHA256.HashData(key));

        // One that is too long is refused before it is opened.
        Assert.Equal(key.Length <= 196 ? 1 : 0, (await forge.GiveAsync(alice, MessageType.DhCommit, commit.Write())).Count);
        Assert.Empty(
            await forge.GiveAsync(alice, MessageType.RevealSignature, new SignaturePart(new byte[400], new byte[20]).Write(secret))
        );
        Assert.Empty(alice.Events);
    }

    [Fact]
    public async Task A_revealed_key_that_was_not_committed_to_is_ignored()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var (one, other) = (forge.Exchange.Commit(default), forge.Exchange.Commit(default));
        var mixed = one with { Message = Mix(one.Message, other.Message) };
        var key = new OtrReader(OtrForge.Content(await forge.AskAsync(alice, MessageType.DhCommit, mixed.Message)));
        var state = forge.Exchange.Reveal(one, key.Element(), OtrForge.Identity)!;
        Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, state.Message));
        Assert.Empty(alice.Events);

        static byte[] Mix(byte[] one, byte[] other) => [.. one[..^32], .. other[^32..]];
    }

    [Fact]
    public async Task Every_byte_of_the_signatures_counts()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var commit = forge.Exchange.Commit(default);
        var key = new OtrReader(OtrForge.Content(await forge.AskAsync(alice, MessageType.DhCommit, commit.Message)));
        var state = forge.Exchange.Reveal(commit, key.Element(), OtrForge.Identity)!;
        for (var i = 0; i < state.Message.Length; i += 5)
        {
            var wrong = state.Message.ToArray();
            wrong[i] ^= 0x20;
            Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, wrong));
        }

        Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, [.. state.Message, 0]));
        Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, state.Message[..^1]));
        Assert.Empty(alice.Events);

        // None of it disturbed the exchange.
        Assert.Single(await forge.GiveAsync(alice, MessageType.RevealSignature, state.Message));
        Assert.IsType<OtrSessionStarted>(Assert.Single(alice.Events));
    }

    [Fact]
    public async Task Every_byte_of_the_last_signature_counts()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var state = forge.Exchange.Answer(await CommitOfAsync(alice));
        var reveal = OtrForge.Content(await forge.AskAsync(alice, MessageType.DhKey, KeyExchange.DhKey(state)));
        var (result, keys) = Accept(state, reveal);
        var signature = forge.Exchange.Conclude(result, keys, OtrForge.Identity);
        for (var i = 0; i < signature.Length; i += 5)
        {
            var wrong = signature.ToArray();
            wrong[i] ^= 0x20;
            await forge.GiveAsync(alice, MessageType.Signature, wrong);
        }

        await forge.GiveAsync(alice, MessageType.Signature, [.. signature, 0]);
        Assert.Empty(alice.Events);
        await forge.GiveAsync(alice, MessageType.Signature, signature);
        Assert.IsType<OtrSessionStarted>(Assert.Single(alice.Events));
    }

    [Theory]
    [InlineData("wrong key")]
    [InlineData("key number 0")]
    [InlineData("wrong order of keys")]
    [InlineData("no key of that kind")]
    [InlineData("key of order 1")]
    public async Task A_signature_with_a_good_code_around_something_wrong_is_ignored(string what)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var commit = forge.Exchange.Commit(default);
        var reader = new OtrReader(OtrForge.Content(await forge.AskAsync(alice, MessageType.DhCommit, commit.Message)));
        var peer = reader.Element();
        using var keys = new ExchangeKeys(commit.Own, peer);
        var part = Forge(forge, keys, commit.Own.Public, peer, what);
        Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, part.Write(commit.Secret)));
        Assert.Empty(alice.Events);

        // The forgery was wrong in that one thing.
        Assert.Single(
            await forge.GiveAsync(
                alice,
                MessageType.RevealSignature,
                Forge(forge, keys, commit.Own.Public, peer, string.Empty).Write(commit.Secret)
            )
        );
    }

    [Fact]
    public async Task Messages_out_of_turn_are_ignored()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var part = new SignaturePart(new byte[300], new byte[20]);
        Assert.Empty(await forge.GiveAsync(alice, MessageType.DhKey, Good()));
        Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, part.Write(new byte[16])));
        Assert.Empty(await forge.GiveAsync(alice, MessageType.Signature, part.Write()));
        Assert.Empty(await forge.GiveAsync(alice, (MessageType)0x77, []));
        await forge.AskAsync(alice, MessageType.DhCommit, forge.Exchange.Commit(default).Message);
        Assert.Empty(await forge.GiveAsync(alice, MessageType.DhKey, Good()));
        Assert.Empty(await forge.GiveAsync(alice, MessageType.Signature, part.Write()));
        Assert.Empty(alice.Events);
    }

    [Fact]
    public async Task Our_own_key_shown_by_somebody_else_is_refused()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        var record = await alice.Store.GetAsync(alice.Address.Bare, "otr.key", "own");
        using var stolen = OtrPrivateKey.Deserialize(record!);
        var commit = forge.Exchange.Commit(default);
        var key = new OtrReader(OtrForge.Content(await forge.AskAsync(alice, MessageType.DhCommit, commit.Message)));
        var state = forge.Exchange.Reveal(commit, key.Element(), stolen)!;
        Assert.Empty(await forge.GiveAsync(alice, MessageType.RevealSignature, state.Message));
        Assert.IsType<OtrKeyRefused>(Assert.Single(alice.Events));
    }

    [Fact]
    public async Task A_distrusted_key_gets_no_conversation()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        alice.Complete(await alice.Machine.SetTrustAsync(bob.Address, bob.Identity.Fingerprint, TrustLevel.Distrusted));
        await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.StartAsync(bob.Address)));
        Assert.IsType<OtrKeyRefused>(Assert.Single(alice.Events));
        Assert.Empty(bob.Events);
        Assert.Equal(OtrState.Plaintext, (await alice.Machine.GetStatusAsync(bob.Address)).State);
    }

    [Fact]
    public async Task Key_exchanges_of_one_peer_are_bounded()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var answered = 0;
        for (uint i = 0; i < 50; i++)
        {
            var forge = new OtrForge((int)i);
            var commit = OtrForge.Encode(MessageType.DhCommit, new DhCommit(new byte[196], new byte[32]).Write(), 0, 0x1000 + i);
            answered += (await OtrForge.GiveAsync(alice, commit)).Count;
        }

        Assert.Equal(10, answered);
        alice.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(
            await OtrForge.GiveAsync(
                alice,
                OtrForge.Encode(MessageType.DhCommit, new DhCommit(new byte[196], new byte[32]).Write(), 0, 0x9999)
            )
        );
    }

    private static async Task<DhCommit> CommitOfAsync(OtrPeer peer)
    {
        var message = Assert.Single(peer.Complete(await peer.Machine.ReceiveAsync(OtrForge.Address, "?OTRv3?")));
        var reader = new OtrReader(OtrForge.Content(message.Body));
        return DhCommit.Read(ref reader)!;
    }

    private static (ExchangeResult Result, ExchangeKeys Keys) Accept(AuthState.AwaitingRevealSignature state, byte[] reveal)
    {
        var reader = new OtrReader(reveal);
        var secret = reader.Data().ToArray();
        return KeyExchange.Accept(state, secret, SignaturePart.Read(ref reader)!)!.Value;
    }

    private static SignaturePart Forge(OtrForge forge, ExchangeKeys keys, byte[] own, byte[] peer, string what)
    {
        var keyId = what == "key number 0" ? 0u : 1u;
        byte[] identity = [.. OtrForge.Identity.Public.Encoded];
        if (what == "no key of that kind")
        {
            identity[1] = 1;
        }
        else if (what == "key of order 1")
        {
            var reader = new OtrReader(identity);
            reader.Short();
            reader.Mpi();
            reader.Mpi();
            reader.Mpi();
            identity = [.. reader.Consumed, 0, 0, 0, 1, 1];
        }

        using var signed = new OtrWriter(stackalloc byte[1024]);
        signed.Mpi(what == "wrong order of keys" ? peer : own);
        signed.Mpi(what == "wrong order of keys" ? own : peer);
        signed.Raw(identity);
        signed.Int(keyId);
        var message = HMACSHA256.HashData(keys.Signed(true), signed.Written);
        using var content = new OtrWriter(stackalloc byte[1024]);
        content.Raw(identity);
        content.Int(keyId);
        content.Raw(OtrForge.Identity.Sign(what == "wrong key" ? SHA256.HashData(message) : message, forge.Random));
        var encrypted = AesCtr.Apply(keys.Cipher(true), content.Written);
        using var outer = new OtrWriter(stackalloc byte[1024]);
        outer.Data(encrypted);
        return new(encrypted, HMACSHA256.HashData(keys.Outer(true), outer.Written)[..20]);
    }

    private static byte[] Good() => Mpi(ModpGroup.Power(ModpGroup.Generator, [200, 100]));

    private static byte[] Bad(string which)
    {
        // p - 2 is the greatest element, so p - 1 is one more.
        var one = new byte[ModpGroup.Size];
        one[^1] = 1;
        var two = one.ToArray();
        two[^1] = 2;
        var minusOne = Prime();
        minusOne[^1]--;
        var above = Prime();
        for (var i = above.Length - 1; ++above[i] == 0; i--) { }

        return which switch
        {
            "zero" => Mpi([]),
            "one" => Mpi(one),
            "p-1" => Mpi(minusOne),
            "p" => Mpi(Prime()),
            "p+1" => Mpi(above),
            "2p" => Mpi([1, .. Prime()]),
            _ => [0, 0, 0, 193, 0, .. ModpGroup.Power(ModpGroup.Generator, [200, 100])],
        };
    }

    // 2^-1 = (p + 1) / 2, doubled and less one.
    private static byte[] Prime()
    {
        var (one, two) = (new byte[ModpGroup.Size], new byte[ModpGroup.Size]);
        (one[^1], two[^1]) = (1, 2);
        var half = new System.Numerics.BigInteger(ModpGroup.Divide(one, two), isUnsigned: true, isBigEndian: true);
        return ((2 * half) - 1).ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    private static byte[] Mpi(byte[] number)
    {
        using var writer = new OtrWriter(stackalloc byte[256]);
        writer.Mpi(number);
        return writer.ToArray();
    }
}
