// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Messaging;

/// <summary>The id that a sender gives to a message: the origin id of XEP-0359, the same at the sender, on the wire and at the receiver.</summary>
/// <param name="Value">The id, opaque, never empty in a valid id.</param>
public readonly record struct MessageId(string Value)
{
    /// <summary>Makes a new id that nobody can guess: 128 random bits as 32 hexadecimal digits.</summary>
    /// <returns>The new id.</returns>
    public static MessageId Create() => new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>The id itself.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
