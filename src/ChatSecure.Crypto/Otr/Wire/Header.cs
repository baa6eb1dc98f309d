// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>What every encoded message begins with.</summary>
/// <param name="Version">The version of the protocol. Version 2 knows no instance tags.</param>
/// <param name="Type">What follows.</param>
/// <param name="Sender">The sender's instance tag; 0 in version 2.</param>
/// <param name="Receiver">The receiver's instance tag; 0 if it is not known yet, and in version 2.</param>
internal readonly record struct Header(OtrVersion Version, MessageType Type, uint Sender, uint Receiver)
{
    /// <summary>The least that is an instance tag.</summary>
    public const uint MinTag = 0x100;

    public static Header Read(ref OtrReader reader)
    {
        var (version, type) = ((OtrVersion)reader.Short(), (MessageType)reader.Byte());
        return version == OtrVersion.Three ? new(version, type, reader.Int(), reader.Int()) : new(version, type, 0, 0);
    }

    /// <summary>Whether the tags say that the message is for us, or for whichever instance takes it up.</summary>
    public bool IsFor(uint ownTag) =>
        Version == OtrVersion.Two
        || (Sender >= MinTag && Sender != ownTag && (Receiver == ownTag || (Receiver == 0 && Type == MessageType.DhCommit)));
}
