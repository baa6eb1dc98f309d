// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>How a person shows itself to those who may see its presence. All of it is kept and shown again with each connection; what needs the server now throws
/// <see cref="ChatSecureException"/> with <see cref="ErrorKind.Disconnected"/> when the account is not online. Safe for concurrent use.</summary>
public interface IPersona
{
    /// <summary>What was last set here, in this process or an earlier one. The picture is <see cref="IContacts.AvatarAsync"/> of the account itself.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How the person shows itself.</returns>
    Task<OwnPersona> GetAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Shows whether one wants to be spoken to, with a text. Works offline: shown with the next connection.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="availability">What to show; <see cref="Availability.Offline"/> is shown by disconnecting.</param>
    /// <param name="text">A text, at most 256 characters; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is stored, and written if the account is online.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the text is too long or not XML, or it is offline.</exception>
    Task ShowAsync(Jid account, Availability availability, string? text = null, CancellationToken cancellationToken = default);

    /// <summary>Tells since when the person has done nothing on this device (XEP-0319), or that it is back. Not stored.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="since">Since when; null: it is back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is written; at once if the account is offline.</returns>
    Task ShowIdleAsync(Jid account, DateTimeOffset? since, CancellationToken cancellationToken = default);

    /// <summary>Gives this device a name, by which contacts can tell it from our others. It is shown only if <see cref="Privacy.PrivacySettings.AnnounceDeviceName"/>
    /// is on. Works offline: shown with the next connection.</summary>
    /// <param name="account">Whose device.</param>
    /// <param name="name">The name, at most 53 characters; null for the app's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is stored, and published if the account is online.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is too long or has control characters;
    /// <see cref="ErrorKind.NotSupported"/>: this engine can't.</exception>
    Task SetDeviceNameAsync(Jid account, string? name, CancellationToken cancellationToken = default) =>
        Task.FromException(new ChatSecureException(ErrorKind.NotSupported, "This engine gives devices no names."));

    /// <summary>Says what to be called (XEP-0172), also in requests to become a contact.</summary>
    /// <param name="account">Whose; it must be online.</param>
    /// <param name="nickname">The nickname, 1 to 128 characters; null to take it back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is too long; <see cref="ErrorKind.NotSupported"/>: the server can't keep it
    /// from strangers.</exception>
    Task SetNicknameAsync(Jid account, string? nickname, CancellationToken cancellationToken = default);

    /// <summary>Shows a picture (XEP-0084; XEP-0153 for older clients where the server copies it, XEP-0398).</summary>
    /// <param name="account">Whose; it must be online.</param>
    /// <param name="png">A PNG of at most 512 KiB and 2048 pixels each way, best small and square; null to take it back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no such picture; <see cref="ErrorKind.NotSupported"/>: the server can't
    /// keep it from strangers.</exception>
    Task SetAvatarAsync(Jid account, ReadOnlyMemory<byte>? png, CancellationToken cancellationToken = default);
}
