// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A file of a message is being moved. Told at the beginning, after each megabyte or each fiftieth of the file, whichever is more, and at the end.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message.</param>
/// <param name="Index">Which of its files, from 0 on.</param>
/// <param name="Bytes">How many bytes have been moved.</param>
/// <param name="Total">How many there are; null if that is not known.</param>
public sealed record TransferProgress(Jid Account, MessageRef Message, int Index, long Bytes, long? Total) : ChatEvent(Account);
