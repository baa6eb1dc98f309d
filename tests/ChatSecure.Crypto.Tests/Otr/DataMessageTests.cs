// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Otr;

public sealed class DataMessageTests
{
    private const int HeaderSize = 11;
    private const int CodeSize = 20;

    [Fact]
    public async Task Keys_change_with_every_answer()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var seen = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var (from, to) = i % 2 == 0 ? (alice, bob) : (bob, alice);
            var body = await from.SealAsync(to, $"text {i}");
            var read = Read(body);
            Assert.True(seen.Add(Convert.ToHexString(read.NextKey)) || i < 2);
            await to.ReceiveAsync(from, body);
            Assert.Equal($"text {i}", to.Texts.Last());
        }

        Assert.True(seen.Count >= 18);
    }

    [Fact]
    public async Task Code_keys_are_revealed_once_they_have_verified_and_are_forgotten()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var bodies = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var (from, to) = i % 2 == 0 ? (alice, bob) : (bob, alice);
            bodies.Add(await from.SealAsync(to, "text"));
            await to.ReceiveAsync(from, bodies[^1]);
        }

        var revealed = bodies.SelectMany(body => Read(body).Revealed.Chunk(CodeSize)).ToList();
        Assert.NotEmpty(revealed);

        // Each of them verifies a message that came before: now anybody could have written it.
        Assert.All(
            revealed,
            key => Assert.Contains(bodies, body => HMACSHA1.HashData(key, Read(body).Authenticated).SequenceEqual(Read(body).Code))
        );
        Assert.Equal(revealed.Count, revealed.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task The_last_message_reveals_what_verified_all_others()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var body = await alice.SealAsync(bob, "text");
        await bob.ReceiveAsync(alice, body);
        var last = Assert.Single(bob.Complete(await bob.Machine.EndAsync(alice.Address))).Body;
        var key = Read(last).Revealed;
        Assert.Equal(HMACSHA1.HashData(key, Read(body).Authenticated), Read(body).Code);
    }

    [Fact]
    public async Task A_message_that_comes_again_is_rejected()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var (first, second) = (await alice.SealAsync(bob, "first"), await alice.SealAsync(bob, "second"));
        await bob.ReceiveAsync(alice, first);
        await bob.ReceiveAsync(alice, first);
        Assert.Equal(DecryptFailure.Invalid, Assert.IsType<OtrUnreadable>(bob.Received[^1]).Reason);
        await bob.ReceiveAsync(alice, second);
        await bob.ReceiveAsync(alice, first);
        Assert.IsType<OtrUnreadable>(bob.Received[^1]);
        Assert.Equal(["first", "second"], bob.Texts);
    }

    [Fact]
    public async Task Every_byte_of_a_message_counts()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var message = Armor.Decode(forge.Seal(alice, "text"))!;
        for (var i = 0; i < message.Length - 4; i += 3)
        {
            var wrong = message.ToArray();
            wrong[i] ^= 0x41;
            await OtrForge.GiveAsync(alice, Armor.Encode(wrong));
        }

        Assert.Empty(alice.Texts);
        await OtrForge.GiveAsync(alice, Armor.Encode(message));
        Assert.Equal("text", Assert.Single(alice.Texts));
    }

    [Theory]
    [InlineData("sender's key 0")]
    [InlineData("receiver's key 0")]
    [InlineData("sender's key too new")]
    [InlineData("receiver's key too new")]
    [InlineData("sender's key too old")]
    [InlineData("counter 0")]
    [InlineData("next key 1")]
    [InlineData("revealed keys of 19 bytes")]
    [InlineData("something behind")]
    [InlineData("short code")]
    public async Task A_message_with_a_good_code_and_something_wrong_is_rejected(string what)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        await OtrForge.GiveAsync(alice, Forge(forge, alice, what));
        Assert.Equal(DecryptFailure.Invalid, Assert.IsType<OtrUnreadable>(alice.Received[^1]).Reason);
        await OtrForge.GiveAsync(alice, Forge(forge, alice, string.Empty));
        Assert.Equal("forged", Assert.Single(alice.Texts));
    }

    [Fact]
    public async Task A_message_that_may_be_ignored_is_ignored()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var message = Armor.Decode(forge.Seal(alice, "text"))!;
        message[^30] ^= 1;
        message[HeaderSize] = DataMessage.IgnoreUnreadable;
        Assert.Empty(await OtrForge.GiveAsync(alice, Armor.Encode(message)));
        Assert.IsType<OtrInternal>(alice.Received[^1]);
    }

    [Fact]
    public async Task Complaints_are_bounded()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var body = await alice.SealAsync(bob, "first");
        var complaints = 0;
        for (var i = 0; i < 50; i++)
        {
            complaints += (await bob.ReceiveAsync(alice, body)).Count;
        }

        Assert.Equal(3, complaints);
    }

    [Fact]
    public async Task Records_of_unknown_kinds_and_padding_are_ignored()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var body = forge.Seal(alice, "text", new(Tlv.Padding, new byte[100]), new(0x1a4, new byte[3]), new(0xffff, default));
        Assert.Empty(await OtrForge.GiveAsync(alice, body));
        Assert.Equal("text", Assert.Single(alice.Texts));
    }

    [Fact]
    public void Malformed_records_are_not_acted_upon()
    {
        Assert.Equal(2, Payload.Read([(byte)'a', 0, 0, 1, 0, 0, 0, 0, 0, 1, 9]).Records.Count);
        Assert.Empty(Payload.Read([(byte)'a', 0, 0, 1, 0, 0, 0, 0, 0, 2, 9]).Records);
        Assert.Empty(Payload.Read([(byte)'a', 0, 0, 1, 0, 0, 0]).Records);
        Assert.Empty(Payload.Read([(byte)'a', 0, .. Enumerable.Repeat<byte[]>([0, 0, 0, 0], 33).SelectMany(record => record)]).Records);
        Assert.Equal("a", Payload.Read([(byte)'a', 0, 1]).Text);
    }

    [Fact]
    public async Task A_heartbeat_goes_out_when_nothing_was_sent_for_a_while()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        Assert.Empty(await bob.ReceiveAsync(alice, await alice.SealAsync(bob, "one")));
        bob.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await bob.ReceiveAsync(alice, await alice.SealAsync(bob, "two")));
        bob.Time.Advance(TimeSpan.FromSeconds(1));
        var heartbeat = Assert.Single(await bob.ReceiveAsync(alice, await alice.SealAsync(bob, "three")));

        // It shows nothing, and is not answered by another.
        Assert.Empty(await alice.ReceiveAsync(bob, heartbeat.Body));
        Assert.IsType<OtrInternal>(alice.Received[^1]);
    }

    [Fact]
    public async Task The_extra_key_is_shared_and_not_sent()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var (step, key) = await alice.Machine.UseExtraKeyAsync(bob.Address, 0x01020304, "file"u8.ToArray());
        var body = Assert.Single(alice.Complete(step)).Body;
        await bob.ReceiveAsync(alice, body);
        var offered = Assert.IsType<OtrExtraKeyOffered>(bob.Events[^1]);
        Assert.Equal((0x01020304u, "file", 32), (offered.Use, System.Text.Encoding.UTF8.GetString(offered.Data.Span), offered.Key.Length));
        Assert.Equal(key, offered.Key);
    }

    [Fact]
    public async Task An_extra_key_record_without_a_use_is_ignored()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        await OtrForge.GiveAsync(alice, forge.Seal(alice, string.Empty, new Tlv(Tlv.ExtraKey, new byte[3])));
        Assert.DoesNotContain(alice.Events, told => told is OtrExtraKeyOffered);
    }

    private static string Forge(OtrForge forge, OtrPeer to, string what)
    {
        var session = forge.Session;
        using var writer = new OtrWriter(stackalloc byte[1024]);
        writer.Header(new(OtrVersion.Three, MessageType.Data, OtrForge.Tag, to.Identity.InstanceTag));
        writer.Byte(0);
        writer.Int(session.OwnKeyId + Offset("sender's"));
        writer.Int(session.PeerKeyId + Offset("receiver's"));
        writer.Mpi(what == "next key 1" ? [1] : session.OwnNext.Public);
        var keys = session.Pairings[0]!.Keys;
        var counter = what == "counter 0" ? 0 : keys.NextCounter();
        writer.Long(counter);
        var text = "forged"u8;
        writer.Int((uint)text.Length);
        keys.Encrypt(counter, text, writer.Reserve(text.Length));
        var code = new byte[CodeSize];
        keys.WriteCode(writer.Written, code);
        writer.Raw(what == "short code" ? code[..19] : code);
        writer.Data(what == "revealed keys of 19 bytes" ? new byte[19] : []);
        writer.Raw(what == "something behind" ? [0] : []);
        return Armor.Encode(writer.Written);

        uint Offset(string side) =>
            !what.StartsWith(side, StringComparison.Ordinal) ? 0
            : what.EndsWith("too new", StringComparison.Ordinal) ? 2
            : unchecked(0u - 1);
    }

    private static (byte[] NextKey, byte[] Authenticated, byte[] Code, byte[] Revealed) Read(string body)
    {
        var message = Armor.Decode(body)!;
        var reader = new OtrReader(message);
        Header.Read(ref reader);
        Assert.True(DataMessage.TryRead(ref reader, out var data));
        var revealed = new OtrReader(message.AsSpan(data.Authenticated.Length + CodeSize));
        return (data.NextKey, data.Authenticated.ToArray(), data.Code.ToArray(), revealed.Data().ToArray());
    }
}
