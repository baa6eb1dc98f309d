// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.Archive;

/// <summary>A page of an archive (XEP-0313).</summary>
/// <param name="Messages">The messages, oldest first. Malformed ones are left out, so there may be fewer than the page had.</param>
/// <param name="IsComplete">Whether no more pages follow in the direction of the query.</param>
/// <param name="FirstId">The archive id of the page's first message; null if the page is empty.</param>
/// <param name="LastId">The archive id of the page's last message; null if the page is empty.</param>
public sealed record ArchivePage(IReadOnlyList<IncomingMessage> Messages, bool IsComplete, string? FirstId, string? LastId);
