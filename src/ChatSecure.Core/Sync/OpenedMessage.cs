// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Encryption;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Core.Sync;

/// <summary>A message as it was before encryption.</summary>
/// <param name="Message">The message; as it came, if nothing but its text was encrypted or it must not be shown.</param>
/// <param name="Body">Its text; null if it has none.</param>
/// <param name="Failure">Why it must not be shown, though it was decrypted.</param>
/// <param name="Word">What it says of keys.</param>
internal sealed record OpenedMessage(IncomingMessage Message, string? Body = null, DecryptFailure? Failure = null, TrustWord? Word = null)
{
    /// <summary>When its sender says that it was written; null if that was not encrypted with it.</summary>
    public DateTimeOffset? Said { get; init; }

    /// <summary>Whether the sender asks not to be sent encrypted messages (with the reason; empty for none), or by writing one takes that back (false); null
    /// for neither.</summary>
    public (bool IsWish, string Reason)? OptOut { get; init; }
}
