// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Uris;

namespace ChatSecure.Core.Accounts;

/// <summary>What <c>xmpp:</c> URIs want of a messenger.</summary>
internal static class Links
{
    private const int MaxBody = 4096;

    public static ChatLink? Read(string text)
    {
        if (!XmppUri.TryParse(text, out var uri) || !uri.Address.IsBare)
        {
            return null;
        }

        var name = uri.Parameters.GetValueOrDefault("name");
        return uri.Action switch
        {
            null => new(ChatLinkKind.Address, uri.Address),
            "message" => new(ChatLinkKind.Message, uri.Address)
            {
                Body = uri.Parameters.GetValueOrDefault("body") is { Length: > 0 and <= MaxBody } body ? body : null,
            },
            "join" => new(ChatLinkKind.Room, uri.Address) { SuggestedName = name },
            _ when Invitation.Read(uri) is { } invitation => new(
                invitation.IsRegistration ? ChatLinkKind.Registration : ChatLinkKind.Contact,
                invitation.Address
            )
            {
                Token = invitation.Token,
                AllowsRegistration = invitation.AllowsRegistration,
                SuggestedName = invitation.SuggestedName,
            },
            _ => null,
        };
    }

    /// <summary>The invitation of a link that was read before; null if its token is malformed.</summary>
    public static Invitation? ReadInvitation(ChatLink link) =>
        link.Token is { } token
            ? Invitation.Read(XmppUri.Create(link.Address, "roster", ("preauth", token)))
            : Invitation.Read(XmppUri.Create(link.Address, "roster"));
}
