// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Privacy;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Presence;

namespace ChatSecure.Core.Persona;

/// <summary>How one account shows itself: kept, and shown as far as the privacy settings allow.</summary>
internal sealed class PersonaBook(AccountModules modules, AccountRecords records, PrivacyBook privacy, Func<bool> isOnline)
{
    private const string PresenceName = "presence";
    private const string NicknameName = "nickname";

    private OwnPresence _own = new();
    private string? _nickname;

    /// <summary>Takes up what was shown by former processes.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (await records.GetAsync(PresenceName, cancellationToken).ConfigureAwait(false) is [var availability, .. var text])
        {
            _own = new((Availability)availability, text.Length == 0 ? null : Encoding.UTF8.GetString(text));
        }

        if (await records.GetAsync(NicknameName, cancellationToken).ConfigureAwait(false) is { Length: > 0 } nickname)
        {
            _nickname = Encoding.UTF8.GetString(nickname);
        }

        Apply();
    }

    /// <summary>What was last set.</summary>
    public OwnPersona Own =>
        new()
        {
            Nickname = _nickname,
            Availability = _own.Availability,
            StatusText = _own.Status,
        };

    public async Task ShowAsync(Availability availability, string? text, CancellationToken cancellationToken)
    {
        var own = new OwnPresence(availability, text, _own.IdleSince);
        byte[] content = [(byte)availability, .. Encoding.UTF8.GetBytes(text ?? string.Empty)];
        await records.SetAsync(PresenceName, content, cancellationToken).ConfigureAwait(false);
        _own = own;
        await ShowAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task ShowIdleAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        _own = _own with { IdleSince = since };
        return ShowAgainAsync(cancellationToken);
    }

    /// <summary>Since when nobody has been here, for those who may know; null for now.</summary>
    public DateTimeOffset? IdleSince => _own.IdleSince;

    public async Task SetNicknameAsync(string? nickname, CancellationToken cancellationToken)
    {
        if (nickname is not null)
        {
            DemandAllowed();
        }

        await modules.Nicknames.PublishAsync(nickname, cancellationToken).ConfigureAwait(false);
        _nickname = nickname?.Trim();
        await records
            .SetAsync(NicknameName, _nickname is null ? null : Encoding.UTF8.GetBytes(_nickname), cancellationToken)
            .ConfigureAwait(false);
        Apply();
    }

    public Task SetAvatarAsync(ReadOnlyMemory<byte>? png, CancellationToken cancellationToken)
    {
        if (png is not { } picture)
        {
            return modules.Avatars.RemoveAsync(cancellationToken: cancellationToken);
        }

        DemandAllowed();
        return modules.Avatars.PublishAsync(picture, cancellationToken: cancellationToken);
    }

    /// <summary>Shows what there is to show, as the privacy settings are now.</summary>
    public async Task ShowAgainAsync(CancellationToken cancellationToken)
    {
        if (Apply() && isOnline())
        {
            await modules.Presence.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Apply()
    {
        modules.Nicknames.Own = privacy.Current.Avatars ? _nickname : null;
        var current = privacy.Current;
        var shown = (current.Presence ? _own : new OwnPresence()) with
        {
            IdleSince = current is { Presence: true, LastSeen: true } ? _own.IdleSince : null,
        };
        var changes = shown != modules.Presence.Own;
        modules.Presence.Own = shown;
        return changes;
    }

    private void DemandAllowed()
    {
        if (!privacy.Current.Avatars)
        {
            throw new ChatSecureException(
                ErrorKind.InvalidInput,
                "The privacy settings of this account say to publish no picture and nickname."
            )
            {
                Condition = "privacy",
            };
        }
    }
}
