// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Errors;

/// <summary>A message to a group can't be encrypted to all of its members. Nothing was sent. To send to the others all the same, leave those members out:
/// <see cref="Clients.IGroups.LeaveOutAsync"/>.</summary>
public sealed class MissingKeysException : ChatSecureException
{
    /// <summary>Creates the exception, with the condition <c>members-without-keys</c>.</summary>
    /// <param name="members">Who has no key that may be used; not part of the exception's text.</param>
    public MissingKeysException(IReadOnlyList<Jid> members)
        : base(
            ErrorKind.CannotEncrypt,
            "Some members of the group have no key that may be used: wait for them, trust a key of theirs, or leave them out."
        )
    {
        Members = members;
        Condition = "members-without-keys";
    }

    /// <summary>Who has no key that may be used, bare addresses.</summary>
    public IReadOnlyList<Jid> Members { get; }
}
