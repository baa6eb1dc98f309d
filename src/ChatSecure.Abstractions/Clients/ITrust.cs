// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>Devices, fingerprints and trust. Safe for concurrent use.</summary>
public interface ITrust
{
    /// <summary>The devices of a contact or of the account itself. While the account is online and nothing is known of that contact's devices, they are
    /// asked for. Where OTR is allowed, the OTR keys that are known follow: of a contact those that were met or decided about, of the account its own, once it
    /// has one: it is made when the account first connects.</summary>
    /// <param name="account">Our account.</param>
    /// <param name="owner">Whose devices: a contact's bare address, or null for our own.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices, this one first, then by number; then the OTR keys (<see cref="DeviceInfo.IsOtr"/>), this device's first.</returns>
    Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid account, Jid? owner = null, CancellationToken cancellationToken = default);

    /// <summary>Decides about a key.</summary>
    /// <param name="account">Our account.</param>
    /// <param name="owner">Whose key: a contact's bare address, or our own.</param>
    /// <param name="fingerprint">The key.</param>
    /// <param name="trust">The decision; not <see cref="TrustLevel.Undecided"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no device of that owner has this key;
    /// <see cref="ErrorKind.NotSupported"/> with the condition <c>policy</c>: the app demands that keys are verified, and this one is only to be
    /// trusted (<see cref="TrustPolicy.VerifiedOnly"/>).</exception>
    Task SetTrustAsync(Jid account, Jid owner, Fingerprint fingerprint, TrustLevel trust, CancellationToken cancellationToken = default);

    /// <summary>Starts the OMEMO session with a device anew, in every namespace in which the device is listed, because a person finds that messages to or from
    /// it can't be read. The device's keys are fetched and must be those that are known; it is told with a message without content, and uses the new session
    /// from then on. Messages on their way in the old session still open. Trust and messages stay as they are: what could not be read before stays so, and is
    /// to be sent again by its author (XEP-0384, section 6).</summary>
    /// <param name="account">Our account, online.</param>
    /// <param name="owner">Whose device: a contact's bare address, or our own.</param>
    /// <param name="fingerprint">The key of the device.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the device has been written to.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no other device of that owner has this key, or it is one of OTR, whose
    /// conversations are ended and started by <see cref="IOtr"/>. <see cref="ErrorKind.CannotEncrypt"/>: the key is distrusted, the device is on no list, it
    /// shows no keys, or others than it had, about which somebody has to decide first. <see cref="ErrorKind.Disconnected"/>: the account is offline, or the
    /// connection went.</exception>
    Task ResetSessionAsync(Jid account, Jid owner, Fingerprint fingerprint, CancellationToken cancellationToken = default);

    /// <summary>Takes another device of ours, lost or no longer used, off the account: its key is distrusted here, both device lists are published without it, and
    /// its keys are removed from the server (XEP-0384, section 5.3). Contacts encrypt to it no longer. It can't be kept from coming back by itself as long as it can log in: who has lost a
    /// device changes the password, too. A device that has shown no key can't be named here.</summary>
    /// <param name="account">Our account, online.</param>
    /// <param name="fingerprint">The key of the device.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has both lists.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is this device, or no other device of the account has this key.
    /// <see cref="ErrorKind.Protocol"/>: the server refused. <see cref="ErrorKind.Disconnected"/>: the account is offline, or the connection went. The key is distrusted
    /// even where the rest failed; it can be tried again.</exception>
    Task RemoveDeviceAsync(Jid account, Fingerprint fingerprint, CancellationToken cancellationToken = default);

    /// <summary>Asks somebody to send no encrypted messages to this account (XEP-0384, section 5.7): a wish of ours that is sent encrypted, so that only we can have
    /// it. It changes nothing about what we send, and the next encrypted text of ours takes it back.</summary>
    /// <param name="account">Whose wish; it must be online.</param>
    /// <param name="peer">The bare address.</param>
    /// <param name="reason">Why, for the peer to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>: there is no conversation with devices that read
    /// <c>urn:xmpp:omemo:2</c>, or this app sends encrypted messages only; <see cref="ErrorKind.Disconnected"/>.</exception>
    Task OptOutAsync(Jid account, Jid peer, string? reason = null, CancellationToken cancellationToken = default) =>
        Task.FromException(new ChatSecureException(ErrorKind.NotSupported, "This engine has no opt-out."));
}
