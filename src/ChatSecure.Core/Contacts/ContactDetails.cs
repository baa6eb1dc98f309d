// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Privacy;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.Avatars;

namespace ChatSecure.Core.Contacts;

/// <summary>What contacts tell of themselves beside presence: nickname and picture. Kept in the profile for contacts and for ourselves, and for nobody
/// else.</summary>
internal sealed class ContactDetails
{
    private const string NicknameName = "nickname ";
    private const string AvatarName = "avatar ";

    // Apart from what tells which it is, so that starting reads no pictures.
    private const string PictureName = "picture ";

    private readonly Jid _account;
    private readonly AccountRecords _records;
    private readonly AvatarModule _avatars;
    private readonly PrivacyBook _privacy;
    private readonly FollowUps _followUps;
    private readonly ReactionBudget _budget;
    private readonly Func<Jid, CancellationToken, Task<bool>> _isContact;
    private readonly Func<Jid, CancellationToken, Task> _tell;
    private readonly ConcurrentDictionary<Jid, string> _nicknames = [];
    private readonly ConcurrentDictionary<Jid, AvatarHead> _heads = [];

    public ContactDetails(
        Jid account,
        AccountModules modules,
        AccountRecords records,
        PrivacyBook privacy,
        FollowUps followUps,
        ReactionBudget budget,
        Func<Jid, CancellationToken, Task<bool>> isContact,
        Func<Jid, CancellationToken, Task> tell
    )
    {
        (_account, _records, _avatars, _privacy, _followUps, _budget) = (account, records, modules.Avatars, privacy, followUps, budget);
        (_isContact, _tell) = (isContact, tell);
        modules.Nicknames.Changed = (owner, nickname, _) => Later(token => SetNicknameAsync(owner, nickname, token));
        modules.Avatars.Changed = (owner, info, _) => Later(token => TakeAsync(owner, info, token));
        modules.Avatars.VCardAvatarAnnounced = (from, id, _) => Later(token => TakeFromVCardAsync(from.Bare, id, token));
    }

    public string? Nickname(Jid contact) => _nicknames.GetValueOrDefault(contact);

    public string? AvatarId(Jid contact) => _heads.GetValueOrDefault(contact)?.Id;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (address, content) in await _records.ListAsync(NicknameName, cancellationToken).ConfigureAwait(false))
        {
            if (Jid.TryParse(address, out var jid))
            {
                _nicknames[jid] = Encoding.UTF8.GetString(content.Span);
            }
        }

        foreach (var (address, content) in await _records.ListAsync(AvatarName, cancellationToken).ConfigureAwait(false))
        {
            if (Jid.TryParse(address, out var jid) && AvatarHead.Read(content.Span) is { } head)
            {
                _heads[jid] = head;
            }
        }
    }

    public async Task<ContactAvatar?> AvatarAsync(Jid address, CancellationToken cancellationToken) =>
        _heads.TryGetValue(address, out var head)
        && await _records.GetAsync(PictureName + address, cancellationToken).ConfigureAwait(false) is { } content
            ? new(head.Id, head.MediaType, content)
            : null;

    /// <summary>Forgets what somebody told who is no contact any more.</summary>
    public async Task ForgetAsync(Jid contact, CancellationToken cancellationToken)
    {
        if (_nicknames.TryRemove(contact, out _))
        {
            await _records.SetAsync(NicknameName + contact, null, cancellationToken).ConfigureAwait(false);
        }

        if (_heads.TryRemove(contact, out _))
        {
            await WriteAsync(contact, null, default, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask Later(Func<CancellationToken, Task> work)
    {
        _followUps.Add(work);
        return ValueTask.CompletedTask;
    }

    private async Task SetNicknameAsync(Jid owner, string? nickname, CancellationToken cancellationToken)
    {
        if (nickname == Nickname(owner) || !await IsOursAsync(owner, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (nickname is null)
        {
            _nicknames.TryRemove(owner, out _);
        }
        else
        {
            _nicknames[owner] = nickname;
        }

        await _records
            .SetAsync(NicknameName + owner, nickname is null ? null : Encoding.UTF8.GetBytes(nickname), cancellationToken)
            .ConfigureAwait(false);
        await _tell(owner, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeAsync(Jid owner, AvatarInfo? info, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(owner, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (info is null)
        {
            await SetAvatarAsync(owner, null, isFromVCard: false, cancellationToken).ConfigureAwait(false);
        }
        else if (info.Id != AvatarId(owner) && MayFetch(owner))
        {
            var avatar = await _avatars.FetchAsync(owner, info, cancellationToken).ConfigureAwait(false);
            await SetAvatarAsync(owner, avatar, isFromVCard: false, cancellationToken).ConfigureAwait(false);
        }
    }

    // Counts only for who has no other (XEP-0398).
    private async Task TakeFromVCardAsync(Jid owner, string? id, CancellationToken cancellationToken)
    {
        var known = _heads.GetValueOrDefault(owner);
        if (
            known is { IsFromVCard: false }
            || string.Equals(known?.Id, id, StringComparison.OrdinalIgnoreCase)
            || !await IsOursAsync(owner, cancellationToken).ConfigureAwait(false)
        )
        {
            return;
        }

        if (id is null)
        {
            await SetAvatarAsync(owner, null, isFromVCard: true, cancellationToken).ConfigureAwait(false);
        }
        else if (MayFetch(owner))
        {
            var avatar = await _avatars.FetchFromVCardAsync(owner, id, cancellationToken).ConfigureAwait(false);
            await SetAvatarAsync(owner, avatar, isFromVCard: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SetAvatarAsync(Jid owner, Avatar? avatar, bool isFromVCard, CancellationToken cancellationToken)
    {
        if (avatar is null)
        {
            if (_heads.TryRemove(owner, out _))
            {
                await WriteAsync(owner, null, default, cancellationToken).ConfigureAwait(false);
                await _tell(owner, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var head = new AvatarHead(avatar.Id, avatar.MediaType, isFromVCard);
        await WriteAsync(owner, head, avatar.Bytes, cancellationToken).ConfigureAwait(false);
        _heads[owner] = head;
        await _tell(owner, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(Jid owner, AvatarHead? head, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken) =>
        _records.SetAsync(
            [new(AvatarName + owner, head?.Write()), new(PictureName + owner, head is null ? null : picture)],
            cancellationToken
        );

    private bool MayFetch(Jid owner) => _privacy.Current.Avatars && (owner == _account || _budget.TrySpend(ReactionKind.Fetch, owner));

    private async Task<bool> IsOursAsync(Jid owner, CancellationToken cancellationToken) =>
        owner == _account || await _isContact(owner, cancellationToken).ConfigureAwait(false);

    /// <summary>What is known of a picture.</summary>
    private sealed record AvatarHead(string Id, string MediaType, bool IsFromVCard)
    {
        public byte[] Write() => Encoding.UTF8.GetBytes($"{Id} {MediaType} {(IsFromVCard ? "vcard" : "pep")}");

        public static AvatarHead? Read(ReadOnlySpan<byte> content) =>
            Encoding.UTF8.GetString(content).Split(' ') is [var id, var mediaType, var source]
                ? new(id, mediaType, source == "vcard")
                : null;
    }
}
