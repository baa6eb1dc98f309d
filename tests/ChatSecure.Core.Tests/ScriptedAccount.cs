// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Network;
using ChatSecure.Network.Modules;
using ChatSecure.Testing.Server;

namespace ChatSecure.Core.Tests;

/// <summary>How an account of a scripted server logs in.</summary>
internal static class ScriptedAccount
{
    public static XmppClientOptions Options(ScriptedXmppServer server, Jid account, params IReadOnlyList<IXmppModule> modules) =>
        new()
        {
            Account = account,
            Password = _ => ValueTask.FromResult(Encoding.UTF8.GetBytes("secret")),
            Server = server.Address,
            ExtraAuthoritiesPem = server.AuthorityPem,
            Modules = modules,
        };
}
