// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Ratchet;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What a session made of a message: the key material inside, and what has to be kept once the payload is good too. Dispose it to forget.</summary>
internal sealed class ReceivedKey : IDisposable
{
    public static ReceivedKey Duplicate => new() { IsDuplicate = true };

    /// <summary>The message was decrypted before.</summary>
    public bool IsDuplicate { get; private init; }

    /// <summary>What came through the ratchet; null if it did not open.</summary>
    public byte[]? KeyMaterial { get; init; }

    /// <summary>Why it did not open.</summary>
    public DecryptFailure Failure { get; init; }

    /// <summary>The session, past the message.</summary>
    public OmemoSession? Session { get; init; }

    /// <summary>The one-time key that it used up, if it started the session.</summary>
    public OwnKey? PreKey { get; init; }

    /// <summary>The keys of messages that it passed over.</summary>
    public IReadOnlyList<SkippedKeys> Skipped { get; init; } = [];

    /// <summary>The message itself, if a key that was skipped before opened it.</summary>
    public RatchetMessage? OpenedBySkipped { get; init; }

    /// <summary>Whether its chain has grown so long that the sender should get a new ratchet key.</summary>
    public bool WantsHeartbeat { get; init; }

    public static ReceivedKey Failed(DecryptFailure failure) => new() { Failure = failure };

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(KeyMaterial);
        foreach (var skipped in Skipped)
        {
            CryptographicOperations.ZeroMemory(skipped.Keys);
        }

        Session?.Dispose();
        PreKey?.Dispose();
    }
}
