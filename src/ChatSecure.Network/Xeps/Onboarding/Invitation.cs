// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.Uris;

namespace ChatSecure.Network.Xeps.Onboarding;

/// <summary>What a link invites to (XEP-0379, XEP-0401, XEP-0445). All of it is the link's claim: a person sees <see cref="Address"/> beside
/// <see cref="SuggestedName"/> and agrees before anything happens.</summary>
public sealed record Invitation
{
    private const int MaxToken = 256;
    private const int MaxName = 256;

    private Invitation(Jid address, bool isRegistration) => (Address, IsRegistration) = (address, isRegistration);

    /// <summary>Who invites to become a contact; for a registration the new address, or the server alone.</summary>
    public Jid Address { get; }

    /// <summary>Whether it invites to register the account <see cref="Address"/>, rather than to become a contact.</summary>
    public bool IsRegistration { get; }

    /// <summary>What proves the invitation to whoever made it; null if there is none.</summary>
    public string? Token { get; private init; }

    /// <summary>Whether who has no account may register one at the inviter's server, with the token.</summary>
    public bool AllowsRegistration { get; private init; }

    /// <summary>What the link calls the inviter; null if it does not say. Anybody may have written it.</summary>
    public string? SuggestedName { get; private init; }

    /// <summary>Reads an invitation from a link.</summary>
    /// <param name="uri">The link.</param>
    /// <returns>The invitation; null if the link does not invite, or its token is malformed.</returns>
    public static Invitation? Read(XmppUri uri)
    {
        var token = uri.Parameters.GetValueOrDefault("preauth");
        if ((token is not null && !IsToken(token)) || !uri.Address.IsBare)
        {
            return null;
        }

        return uri.Action switch
        {
            "register" => new(uri.Address, isRegistration: true) { Token = token, AllowsRegistration = true },
            "roster" or "subscribe" when uri.Address.Local is not null => new(uri.Address, isRegistration: false)
            {
                Token = token,
                AllowsRegistration = token is not null && uri.Parameters.GetValueOrDefault("ibr") == "y",
                SuggestedName = uri.Parameters.GetValueOrDefault("name") is { Length: > 0 and <= MaxName } name ? name : null,
            },
            _ => null,
        };
    }

    /// <summary>Shows nothing: the token is a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Invitation);

    internal static bool IsToken(string? token) =>
        token is { Length: > 0 and <= MaxToken }
        && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '+' or '/' or '=');
}
