// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Network.Xeps.Uris;

namespace ChatSecure.Testing.Clients;

/// <summary>The links of this network, which the engine's read the same way.</summary>
internal static class InMemoryLinks
{
    public static ChatLink? Read(string uri)
    {
        if (!XmppUri.TryParse(uri, out var link) || !link.Address.IsBare)
        {
            return null;
        }

        var name = link.Parameters.GetValueOrDefault("name");
        var token = link.Parameters.GetValueOrDefault("preauth");
        return link.Action switch
        {
            null => new(ChatLinkKind.Address, link.Address),
            "message" => new(ChatLinkKind.Message, link.Address) { Body = link.Parameters.GetValueOrDefault("body") },
            "join" => new(ChatLinkKind.Room, link.Address) { SuggestedName = name },
            "roster" => new(ChatLinkKind.Contact, link.Address)
            {
                Token = token,
                AllowsRegistration = token is not null && link.Parameters.GetValueOrDefault("ibr") == "y",
                SuggestedName = name,
            },
            "register" when token is not null => new(ChatLinkKind.Registration, link.Address) { Token = token, AllowsRegistration = true },
            _ => null,
        };
    }
}
