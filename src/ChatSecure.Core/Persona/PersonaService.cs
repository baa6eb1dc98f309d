// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;

namespace ChatSecure.Core.Persona;

/// <summary>How all accounts show themselves.</summary>
internal sealed class PersonaService(SessionTable sessions) : IPersona
{
    private const int MaxText = 256;

    public async Task<OwnPersona> GetAsync(Jid account, CancellationToken cancellationToken = default) =>
        (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false)).Persona.Own;

    public async Task ShowAsync(Jid account, Availability availability, string? text = null, CancellationToken cancellationToken = default)
    {
        if (availability == Availability.Offline || !Enum.IsDefined(availability))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "Who is to be seen as offline disconnects.");
        }

        text = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        if (text is { Length: > MaxText } || !IsXml(text))
        {
            throw new ChatSecureException(
                ErrorKind.InvalidInput,
                "A presence has at most 256 characters of text, without control characters."
            );
        }

        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        await session.Persona.ShowAsync(availability, text, cancellationToken).ConfigureAwait(false);
    }

    public async Task ShowIdleAsync(Jid account, DateTimeOffset? since, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        await session.Persona.ShowIdleAsync(since, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetDeviceNameAsync(Jid account, string? name, CancellationToken cancellationToken = default)
    {
        name = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        if (name is { Length: > DeviceName.MaxLength } || name?.Any(char.IsControl) == true || !IsXml(name))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A device's name has at most 53 characters, without control characters.");
        }

        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        await session.DeviceName.SetAsync(name, cancellationToken).ConfigureAwait(false);
        await session.ShowDeviceNameAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task SetNicknameAsync(Jid account, string? nickname, CancellationToken cancellationToken = default)
    {
        if (!IsXml(nickname))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A nickname has no control characters.");
        }

        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        await CheckedAsync(session.Persona.SetNicknameAsync(nickname, cancellationToken)).ConfigureAwait(false);
    }

    public async Task SetAvatarAsync(Jid account, ReadOnlyMemory<byte>? png, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        await CheckedAsync(session.Persona.SetAvatarAsync(png, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task CheckedAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (ArgumentException error)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, error.Message, error);
        }
    }

    private static bool IsXml(string? text) => text is null || text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c));
}
