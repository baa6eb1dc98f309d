// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Clients.Contract;

namespace ChatSecure.Testing.Clients;

/// <summary>What every <see cref="ChatSecure.Clients.IChatClient"/> does, as checks to run against one: the engine, or one of an app's tests.</summary>
public static class ChatClientContract
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        .. SendingChecks.All,
        .. ActChecks.All,
        .. ListChecks.All,
        .. TrustChecks.All,
        .. EncryptionChecks.All,
        .. OtrChecks.All,
        .. RefusalChecks.All,
        .. GroupChecks.All,
        .. GroupNoteChecks.All,
        .. FileChecks.All,
        .. LinkChecks.All,
        .. PersonaChecks.All,
    ];
}
