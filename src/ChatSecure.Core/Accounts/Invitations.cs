// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Onboarding;

namespace ChatSecure.Core.Accounts;

/// <summary>One account's invitations: made, kept over a restart, and redeemed by whoever was invited.</summary>
internal sealed class Invitations
{
    private const string Name = "invitation ";
    private static readonly TimeSpan _validity = TimeSpan.FromDays(7);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(30);

    private readonly OnboardingModule _onboarding;
    private readonly AccountRecords _records;

    public Invitations(OnboardingModule onboarding, AccountRecords records, ContactBook contacts, FollowUps followUps)
    {
        _onboarding = onboarding;
        _records = records;
        onboarding.Redeemed = async (contact, token, cancellationToken) =>
        {
            await records.SetAsync(Name + token.Value, null, cancellationToken).ConfigureAwait(false);
            followUps.Add(later => contacts.AcceptAsync(contact, later));
        };
    }

    /// <summary>Lets the tokens count that former processes gave out.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var (token, content) in await _records.ListAsync(Name, cancellationToken).ConfigureAwait(false))
        {
            if (Utf8Parser.TryParse(content.Span, out long end, out var length))
            {
                // A space and whom it is for follow, if it is not for whoever comes first. What can't be read is for nobody.
                var rest = Encoding.UTF8.GetString(content.Span[length..]);
                Jid only = default;
                if (rest.Length == 0 || Jid.TryParse(rest[1..], out only))
                {
                    _onboarding.Restore(new(token, DateTimeOffset.FromUnixTimeSeconds(end), rest.Length == 0 ? null : only));
                }
            }
        }
    }

    public async Task<InvitationLink> CreateAsync(NewInvitation invitation, CancellationToken cancellationToken)
    {
        var isOurs = invitation is not { For: null, Validity: null };
        var validity = invitation.Validity ?? _validity;
        if (validity <= TimeSpan.Zero || validity > _longest || (isOurs && invitation.AllowsRegistration))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There can be no such invitation.");
        }

        if (!isOurs && await _onboarding.IsSupportedByServerAsync(cancellationToken).ConfigureAwait(false))
        {
            var made = await _onboarding.CreateByServerAsync(cancellationToken).ConfigureAwait(false);
            return new(made.Link.ToString(), made.LandingPage, made.ExpiresAt, Invitation.Read(made.Link) is { AllowsRegistration: true });
        }

        if (invitation.AllowsRegistration)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server makes no invitations to register.");
        }

        var token = _onboarding.Issue(validity, invitation.For?.Bare);
        var end = token.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = token.For is { } only ? $"{end} {only}" : end;
        await _records.SetAsync(Name + token.Value, Encoding.UTF8.GetBytes(content), cancellationToken).ConfigureAwait(false);
        return new(_onboarding.CreateLink(token, invitation.Name).ToString(), null, token.ExpiresAt, AllowsRegistration: false);
    }

    /// <summary>Asks an inviter, with the token of its link.</summary>
    public Task AcceptAsync(ChatLink link, CancellationToken cancellationToken) =>
        Links.ReadInvitation(link) is { } invitation
            ? _onboarding.AcceptAsync(invitation, cancellationToken)
            : throw new ChatSecureException(ErrorKind.InvalidInput, "The link's invitation is malformed.");
}
