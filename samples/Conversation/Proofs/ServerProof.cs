// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Branding;
using ChatSecure.Conversation.Cast;

namespace ChatSecure.Conversation.Proofs;

/// <summary>The server's storage and logs hold no text of any message.</summary>
internal sealed class ServerProof(Setting setting, Transcript transcript)
{
    /// <summary>What an OMEMO message looks like to the server.</summary>
    private const string Envelope = "eu.siacs.conversations.axolotl";

    /// <summary>A name for a contact, which servers do see: that it is found shows that the search looks in the right place.</summary>
    public string ControlName { get; } = $"Bob {RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public bool Holds(PlaintextScan scan, Brand brand)
    {
        foreach (var known in (string[])[ControlName, Envelope])
        {
            if (!PlaintextScan.Finds(setting.ServerFiles, known))
            {
                throw new PlayException($"The server's files are not where they were looked for: '{known}' is not there.");
            }
        }

        var found = scan.CountIn(setting.ServerFiles);
        transcript.Proof(brand, brand.Text("proof.server", ("count", found)), found == 0);
        return found == 0;
    }
}
