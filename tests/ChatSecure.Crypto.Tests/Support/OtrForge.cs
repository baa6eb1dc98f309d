// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.Wire;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>A peer that can do everything right but one thing: the far side of a conversation, with all its keys at hand.</summary>
internal sealed class OtrForge(int seed = 3)
{
    public const uint Tag = 0x5a73a599;

    private readonly SeededRandom _random = new(seed);

    private OtrSession? _session;

    public OtrSession Session
    {
        get => _session ?? throw new InvalidOperationException("There is no session yet.");
        set => _session = value;
    }

    public static OtrPrivateKey Identity { get; } = OtrPrivateKey.Generate(new SeededRandom(3));

    public KeyExchange Exchange => new(_random);

    public SeededRandom Random => _random;

    /// <summary>An encoded message with any header.</summary>
    public static string Encode(MessageType type, byte[] content, uint receiver, uint sender = Tag, ushort version = 3)
    {
        using var writer = new OtrWriter(stackalloc byte[2048]);
        writer.Short(version);
        writer.Byte((byte)type);
        if (version == 3)
        {
            writer.Int(sender);
            writer.Int(receiver);
        }

        writer.Raw(content);
        return Armor.Encode(writer.Written);
    }

    /// <summary>What follows the header of an encoded message.</summary>
    public static byte[] Content(string body)
    {
        var message = Armor.Decode(body)!;
        return message[11..];
    }

    public static MessageType TypeOf(string body) => (MessageType)Armor.Decode(body)![2];

    /// <summary>Runs a key exchange with a client, as the one who commits.</summary>
    public async Task TalkAsync(OtrPeer to, OtrPrivateKey? identity = null)
    {
        var commit = Exchange.Commit(to.Time.GetUtcNow());
        var key = Content(await AskAsync(to, MessageType.DhCommit, commit.Message));
        var reader = new OtrReader(key);
        var state = Exchange.Reveal(commit, reader.Element(), identity ?? Identity)!;
        var answer = await AskAsync(to, MessageType.RevealSignature, state.Message);
        var part = new OtrReader(Content(answer));
        var result = KeyExchange.Finish(state, SignaturePart.Read(ref part)!)!;
        Session = new DataRatchet(_random).Begin(result, OtrVersion.Three, former: null);
    }

    /// <summary>Sends a message of a key exchange that is answered.</summary>
    public async Task<string> AskAsync(OtrPeer to, MessageType type, byte[] content) =>
        Assert.Single(await GiveAsync(to, Encode(type, content, to.Identity.InstanceTag))).Body;

    public async Task<IReadOnlyList<string>> GiveAsync(OtrPeer to, MessageType type, byte[] content) =>
        [.. (await GiveAsync(to, Encode(type, content, to.Identity.InstanceTag))).Select(message => message.Body)];

    public static async Task<IReadOnlyList<Crypto.Otr.OtrOutgoing>> GiveAsync(OtrPeer to, string body)
    {
        var received = await to.Machine.ReceiveAsync(Address, body);
        to.Received.Add(received);
        return to.Complete(received);
    }

    public static Addressing.Jid Address { get; } = Addressing.Jid.Parse("mallory@example.com/x");

    /// <summary>A data message; what it holds may be anything.</summary>
    public string Seal(OtrPeer to, string text, params Tlv[] records)
    {
        var (message, next, _) = DataRatchet.Seal(
            Session,
            new Header(OtrVersion.Three, MessageType.Data, Tag, to.Identity.InstanceTag),
            text,
            records: records
        );
        Session = next;
        return Armor.Encode(message);
    }

    /// <summary>Opens what a client sent us.</summary>
    public Payload Open(string body)
    {
        var reader = new OtrReader(Armor.Decode(body)!);
        Header.Read(ref reader);
        Assert.True(DataMessage.TryRead(ref reader, out var message));
        var opened = new DataRatchet(_random).Open(Session, message)!.Value;
        Session = opened.Next;
        return opened.Payload;
    }
}
