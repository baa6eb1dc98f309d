// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>The account's connection changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Status">Where it stands now.</param>
public sealed record ConnectionChanged(Jid Account, ConnectionStatus Status) : ChatEvent(Account);

/// <summary>A message is new here: received, or sent from this or another device of ours. Told once for each message, after it was committed; one that
/// could not be decrypted has a <see cref="ChatMessage.DecryptFailure"/>.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message.</param>
public sealed record MessageAdded(Jid Account, ChatMessage Message) : ChatEvent(Account);

/// <summary>A stored message changed its state.</summary>
/// <param name="Account">The account.</param>
/// <param name="Message">The message as it is now.</param>
public sealed record MessageChanged(Jid Account, ChatMessage Message) : ChatEvent(Account);

/// <summary>A device is new or its trust changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Device">The device as it is now.</param>
public sealed record DeviceChanged(Jid Account, DeviceInfo Device) : ChatEvent(Account);

/// <summary>A contact was added, changed, removed (<paramref name="Removed"/>), or its presence changed.</summary>
/// <param name="Account">The account.</param>
/// <param name="Contact">The contact as it is now.</param>
/// <param name="Removed">Whether it is gone.</param>
public sealed record ContactChanged(Jid Account, Contact Contact, bool Removed = false) : ChatEvent(Account);

/// <summary>Somebody types or stopped typing (XEP-0085).</summary>
/// <param name="Account">The account.</param>
/// <param name="Peer">Who.</param>
/// <param name="State">What they do.</param>
public sealed record TypingChanged(Jid Account, Jid Peer, TypingState State) : ChatEvent(Account);

/// <summary>Something failed in the background that the user should know.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kind">What kind of failure.</param>
/// <param name="Message">One sentence, without personal data.</param>
public sealed record ErrorOccurred(Jid Account, ErrorKind Kind, string Message) : ChatEvent(Account);

/// <summary>This consumer was too slow; events were dropped. Read the stores anew.</summary>
/// <param name="Account">Empty.</param>
public sealed record EventsLost(Jid Account) : ChatEvent(Account);
