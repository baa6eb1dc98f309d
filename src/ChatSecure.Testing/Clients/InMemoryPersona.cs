// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;

namespace ChatSecure.Testing.Clients;

internal sealed class InMemoryPersona(InMemoryChatClient client) : IPersona
{
    private const int MaxText = 256;
    private const int MaxNickname = 128;
    private const int MaxPicture = 512 * 1024;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public async Task<OwnPersona> GetAsync(Jid account, CancellationToken cancellationToken = default)
    {
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        var shown = client.Network.PersonaOf(account);
        return new()
        {
            Nickname = shown.Nickname,
            Availability = shown.Availability,
            StatusText = shown.StatusText,
        };
    }

    public async Task ShowAsync(Jid account, Availability availability, string? text = null, CancellationToken cancellationToken = default)
    {
        if (availability == Availability.Offline || text is { Length: > MaxText })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A presence is not offline and has at most 256 characters of text.");
        }

        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        text = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        await ChangeAsync(session, shown => shown with { Availability = availability, StatusText = text }).ConfigureAwait(false);
    }

    public async Task ShowIdleAsync(Jid account, DateTimeOffset? since, CancellationToken cancellationToken = default)
    {
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(session, shown => shown with { IdleSince = since }).ConfigureAwait(false);
    }

    public async Task SetNicknameAsync(Jid account, string? nickname, CancellationToken cancellationToken = default)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        DemandAllowed(account, nickname is null);
        if (nickname?.Trim() is { Length: 0 or > MaxNickname })
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A nickname has 1 to 128 characters.");
        }

        await ChangeAsync(session, shown => shown with { Nickname = nickname?.Trim() }).ConfigureAwait(false);
    }

    public async Task SetAvatarAsync(Jid account, ReadOnlyMemory<byte>? png, CancellationToken cancellationToken = default)
    {
        var session = await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
        DemandAllowed(account, png is null);
        if (png is { } picture && (picture.Length > MaxPicture || !picture.Span.StartsWith(Png)))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A picture is a PNG of at most 512 KiB.");
        }

        await ChangeAsync(session, shown => shown with { Picture = png?.ToArray() }).ConfigureAwait(false);
    }

    private async Task ChangeAsync(InMemorySession session, Func<NetworkPersona, NetworkPersona> change)
    {
        client.Network.Show(session.Account, change);
        await session.TellPresenceAsync().ConfigureAwait(false);
    }

    private void DemandAllowed(Jid account, bool isTakenBack)
    {
        if (!isTakenBack && !client.PrivacyOf(account).Avatars)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The privacy settings say to publish no picture and nickname.")
            {
                Condition = "privacy",
            };
        }
    }
}
