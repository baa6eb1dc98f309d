// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Core.Encryption;

/// <summary>Starts the sessions with a device anew because a person wants it. That there is a way is a must, and that nothing takes it
/// unasked because of an error, too (XEP-0384, sections 6 and 8).</summary>
internal sealed class SessionReset(OmemoState state, OmemoDirectory directory, OmemoCoordinator omemo)
{
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no other device has this key. <see cref="ErrorKind.CannotEncrypt"/>: there is
    /// no new session, with the reason as its condition.</exception>
    public async Task RunAsync(
        Jid owner,
        Fingerprint key,
        Func<MessageStanza, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken
    )
    {
        var device = await FindAsync(owner, key, cancellationToken).ConfigureAwait(false);
        var hasNew = false;
        foreach (var kind in await ListedInAsync(owner, device, cancellationToken).ConfigureAwait(false))
        {
            if (await directory.FetchBundleAsync(kind, owner, device, cancellationToken).ConfigureAwait(false))
            {
                hasNew = true;
                await omemo.SendEmptyAsync(kind, owner, device, rebuild: false, send, cancellationToken).ConfigureAwait(false);
            }
        }

        if (!hasNew)
        {
            // Another key than it had is what a person has to look at first.
            var showsOther = (await DevicesAsync(owner, cancellationToken).ConfigureAwait(false)).Any(info =>
                info.Device == device && info.Fingerprint != key && info.Trust == TrustLevel.Undecided
            );
            throw OmemoCoordinator.CannotEncrypt(showsOther ? OmemoExclusion.Undecided : OmemoExclusion.NoBundle);
        }
    }

    private async Task<DeviceId> FindAsync(Jid owner, Fingerprint key, CancellationToken cancellationToken)
    {
        var devices = await DevicesAsync(owner, cancellationToken).ConfigureAwait(false);
        return devices.FirstOrDefault(info => info.Fingerprint == key && !info.IsThisDevice) switch
        {
            null => throw new ChatSecureException(ErrorKind.InvalidInput, "No other device of that owner has this key."),
            { Trust: TrustLevel.Distrusted } => throw OmemoCoordinator.CannotEncrypt(OmemoExclusion.Distrusted),
            var found => found.Device,
        };
    }

    private Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid owner, CancellationToken cancellationToken) =>
        state.StepAsync(async machine => await machine.GetDevicesAsync(owner, cancellationToken).ConfigureAwait(false), cancellationToken);

    private Task<List<EncryptionKind>> ListedInAsync(Jid owner, DeviceId device, CancellationToken cancellationToken) =>
        state.StepAsync(
            async machine =>
            {
                var kinds = new List<EncryptionKind>();
                foreach (var kind in OmemoMachine.Kinds)
                {
                    var list = await machine.GetDeviceListAsync(kind, owner, cancellationToken).ConfigureAwait(false);
                    if (list?.Contains(device) == true)
                    {
                        kinds.Add(kind);
                    }
                }

                return kinds;
            },
            cancellationToken
        );
}
