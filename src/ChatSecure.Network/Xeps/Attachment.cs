// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using ChatSecure.Network.Modules;

namespace ChatSecure.Network.Xeps;

/// <summary>The state of a module that no client has attached yet.</summary>
internal static class Attachment
{
    /// <summary>The session that a module is attached to.</summary>
    /// <exception cref="InvalidOperationException">It is not attached.</exception>
    public static IXmppSession Attached([NotNull] this IXmppSession? session) =>
        session ?? throw new InvalidOperationException("Give the module to a client before using it.");
}
