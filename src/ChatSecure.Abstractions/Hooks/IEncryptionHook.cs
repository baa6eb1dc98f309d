// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Hooks;

/// <summary>Chooses how messages are protected. It may strengthen what was asked for, never weaken it: plain text goes out only if the caller, every hook and the brand's
/// policy allow it, and the rules of a conversation that has been encrypted hold in any case. One that throws, takes longer than 10 seconds or answers with
/// something weaker has the message refused. Must be safe for concurrent use.</summary>
public interface IEncryptionHook
{
    /// <summary>Chooses.</summary>
    /// <param name="context">What was asked for, and by the hooks before.</param>
    /// <param name="cancellationToken">Ends with the caller, or when time is up.</param>
    /// <returns>How to protect the message; <see cref="EncryptionContext.Choice"/> for no opinion.</returns>
    ValueTask<EncryptionChoice> ChooseAsync(EncryptionContext context, CancellationToken cancellationToken);
}
