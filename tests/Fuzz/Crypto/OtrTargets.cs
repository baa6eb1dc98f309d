// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Import;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Fuzz.Crypto;

/// <summary>What OTR reads: texts of peers, the binary in them, and files of other clients.</summary>
internal static class OtrTargets
{
    private const int MaxAnswers = 20;
    private static readonly Jid Me = Jid.Parse("alice@example.org");
    private static readonly Jid Peer = Jid.Parse("bob@example.net/desk");
    private static readonly InMemoryChatStore Store = MakeStore();

    /// <summary>Each line is a text that a peer sends.</summary>
    public static void Texts(ReadOnlySpan<byte> input)
    {
        using var machine = new OtrMachine(Me, Store.CryptoState, TrustPolicy.BlindTrustBeforeVerification);
        machine.OpenAsync().AsTask().GetAwaiter().GetResult();
        var answers = 0;
        foreach (var line in Encoding.UTF8.GetString(input).Split('\n').Take(32))
        {
            var received = machine.ReceiveAsync(Peer, line).AsTask().GetAwaiter().GetResult();
            Finding.Unless(received is not OtrDecrypted, "A text that nobody encrypted.");
            machine.Complete(received);
            answers += received.Messages.Count;
        }

        Finding.Unless(answers <= MaxAnswers, "Answers without end.");
    }

    /// <summary>A message without its armour, and what may be in one.</summary>
    public static void Wire(ReadOnlySpan<byte> input)
    {
        var payload = Payload.Read(input);
        Finding.Unless(payload.Records.Count <= 32, "More records than are looked at.");
        Finding.Unless(Armor.Decode(Armor.Encode(input)) is var again && (input.IsEmpty || input.SequenceEqual(again)), "Not the same.");
        var reader = new OtrReader(input);
        Header.Read(ref reader);
        var data = reader;
        var commit = reader;
        var part = reader;
        if (DataMessage.TryRead(ref data, out var message))
        {
            Finding.Unless(message.SenderKeyId != 0 && message.ReceiverKeyId != 0 && message.Counter != 0, "A number that none has.");
        }

        DhCommit.Read(ref commit);
        SignaturePart.Read(ref part);
        SmpProtocol.ReadFirst(input, null);
    }

    /// <summary>Keys, tags and fingerprints.</summary>
    public static void Files(ReadOnlySpan<byte> input)
    {
        var file = input.ToArray();
        Read(() => OtrFiles.ReadKeys(file).Count);
        Read(() => OtrFiles.ReadTags(file).Count);
        Read(() => OtrFiles.ReadFingerprints(file).Count);
    }

    private static void Read(Func<int> read)
    {
        try
        {
            Finding.Unless(read() <= 10_000, "More than is read.");
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.InvalidInput)
        {
            // It is no such file.
        }
    }

    private static InMemoryChatStore MakeStore()
    {
        var store = new InMemoryChatStore();
        using var machine = new OtrMachine(Me, store.CryptoState, TrustPolicy.Manual);
        var identity = machine.OpenAsync().AsTask().GetAwaiter().GetResult();
        store.CommitAsync(new ChangeSet(Me) { Crypto = identity.Changes }).AsTask().GetAwaiter().GetResult();
        return store;
    }
}
