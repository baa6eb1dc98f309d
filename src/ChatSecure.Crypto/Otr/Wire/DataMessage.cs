// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>A data message as it came in.</summary>
internal readonly ref struct DataMessage
{
    public const int CodeSize = 20;

    /// <summary>The receiver is not to complain if it can't read the message.</summary>
    public const byte IgnoreUnreadable = 1;

    private DataMessage(
        byte flags,
        uint senderKeyId,
        uint receiverKeyId,
        byte[] nextKey,
        ulong counter,
        ReadOnlySpan<byte> encrypted,
        ReadOnlySpan<byte> authenticated,
        ReadOnlySpan<byte> code
    )
    {
        Flags = flags;
        SenderKeyId = senderKeyId;
        ReceiverKeyId = receiverKeyId;
        NextKey = nextKey;
        Counter = counter;
        Encrypted = encrypted;
        Authenticated = authenticated;
        Code = code;
    }

    public byte Flags { get; }

    public uint SenderKeyId { get; }

    public uint ReceiverKeyId { get; }

    /// <summary>The sender's next public key.</summary>
    public byte[] NextKey { get; }

    /// <summary>The upper half of the counter.</summary>
    public ulong Counter { get; }

    public ReadOnlySpan<byte> Encrypted { get; }

    /// <summary>What the code covers: everything from the version to the end of the encrypted text.</summary>
    public ReadOnlySpan<byte> Authenticated { get; }

    public ReadOnlySpan<byte> Code { get; }

    /// <summary>Whether a message that can't be read further says that one should not complain about it.</summary>
    public static bool MayIgnore(OtrReader reader) => (reader.Byte() & IgnoreUnreadable) != 0;

    /// <summary>Reads what follows the header. False if it is malformed; numbers that no key and no counter can have are.</summary>
    public static bool TryRead(ref OtrReader reader, out DataMessage message)
    {
        var flags = reader.Byte();
        var (sender, receiver) = (reader.Int(), reader.Int());
        var nextKey = reader.Element();
        var counter = ((ulong)reader.Int() << 32) | reader.Int();
        var encrypted = reader.Data();
        var authenticated = reader.Consumed;
        var code = reader.Fixed(CodeSize);
        var revealed = reader.Data();
        message = new(flags, sender, receiver, nextKey, counter, encrypted, authenticated, code);
        return reader.IsComplete && sender != 0 && receiver != 0 && counter != 0 && revealed.Length % CodeSize == 0;
    }
}
