// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>Something happened in a conversation beside its messages. Told once for each note, after it was committed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Note">What happened.</param>
public sealed record NoteAdded(Jid Account, ConversationNote Note) : ChatEvent(Account);
