// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>A message that a search found.</summary>
/// <param name="Message">The message.</param>
/// <param name="Snippet">The part of its text, or of its files' names, that matched best; <c>…</c> where it was cut.</param>
/// <param name="Matches">Where in <paramref name="Snippet"/> the words stand, from left to right.</param>
public sealed record SearchHit(ChatMessage Message, string Snippet, ValueList<Range> Matches);
