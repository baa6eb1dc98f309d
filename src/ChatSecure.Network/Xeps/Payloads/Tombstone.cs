// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>What an archive keeps of a retracted message (XEP-0424, section 4).</summary>
/// <param name="RetractionId">The id of the message that asked for the retraction.</param>
/// <param name="Stamp">When it was retracted; null if the archive does not say.</param>
public sealed record Tombstone(string RetractionId, DateTimeOffset? Stamp);
