// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;

namespace ChatSecure.Encryption;

/// <summary>How what is written next in a conversation will be protected, or why it can't be sent: what the engine goes by when something is sent, ready to be
/// shown before that.</summary>
/// <param name="State">What becomes of it.</param>
/// <param name="Kind">How it will be protected; null unless <paramref name="State"/> is <see cref="ConversationEncryptionState.Encrypted"/> or
/// <see cref="ConversationEncryptionState.Plain"/>. With OMEMO the best that somebody there reads: each device is served in the best that it has.</param>
/// <param name="Reason">Why sending is refused, as a stable word, which sending would give as its <see cref="Errors.ChatSecureException.Condition"/>; null if it
/// is not. To decide about: <c>undecided</c> (about keys), <c>opted-out</c> (the peer asked not to be sent encrypted messages; who asks for OMEMO by name sends
/// them all the same), <c>members-without-keys</c> (see <see cref="WithoutKeys"/>), <c>otr-finished</c> (the peer ended the private conversation: end it, or start
/// a new one), <c>otr-open</c> (plain text was asked for amid a private conversation). Impossible: <c>no-devices</c>, <c>distrusted</c> (a person rejected all
/// keys), <c>not-private</c> and <c>members-unknown</c> (of groups), <c>not-joined</c>, <c>policy</c> (the app does not allow what was asked for), <c>no-otr</c>
/// (in groups), and what a hook of the app says.</param>
public sealed record ConversationEncryption(ConversationEncryptionState State, EncryptionKind? Kind = null, string? Reason = null)
{
    /// <summary>The members of a group who keep what is written there from being encrypted, bare addresses: none of them has a key that may be used.
    /// <see cref="Clients.IGroups.MembersAsync"/> says why, and <see cref="Clients.IGroups.LeaveOutAsync"/> goes on without them.</summary>
    public ValueList<Jid> WithoutKeys { get; init; } = [];

    /// <summary>Whether something can be sent now, as far as is known.</summary>
    public bool MaySend => Reason is null;

    /// <summary>Shows no addresses.</summary>
    /// <returns>The state, the kind and the reason.</returns>
    public override string ToString() => Reason is null ? $"{State} {Kind}".TrimEnd() : $"{State}: {Reason}";
}
