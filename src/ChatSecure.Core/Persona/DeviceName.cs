// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Privacy;
using ChatSecure.Crypto.Omemo;

namespace ChatSecure.Core.Persona;

/// <summary>What this device is called on its account's list of devices: the person's name for it, else the app's; and nothing if that is nobody's
/// business.</summary>
internal sealed class DeviceName(
    AccountRecords records,
    PrivacyBook privacy,
    OmemoMachine machine,
    OmemoDirectory directory,
    string? fromApp
)
{
    public const int MaxLength = 53;

    private const string OwnName = "device name";
    private const string ShownName = "device name shown";

    private string? _own;

    /// <summary>Takes up what former processes were told.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _own = await ReadAsync(OwnName, cancellationToken).ConfigureAwait(false);
        Apply();
    }

    /// <summary>Gives it another name; null for the app's. It is shown by <see cref="ShowAsync"/>.</summary>
    public async Task SetAsync(string? name, CancellationToken cancellationToken)
    {
        await WriteAsync(OwnName, name, cancellationToken).ConfigureAwait(false);
        _own = name;
        Apply();
    }

    /// <summary>Makes the list of devices say what it is to say, unless it does.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        Apply();
        var name = machine.Label;
        if (await ReadAsync(ShownName, cancellationToken).ConfigureAwait(false) != name)
        {
            await directory.RenameAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(ShownName, name, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Apply() => machine.Label = privacy.Current.AnnounceDeviceName ? _own ?? fromApp : null;

    private async Task<string?> ReadAsync(string record, CancellationToken cancellationToken) =>
        await records.GetAsync(record, cancellationToken).ConfigureAwait(false) is { Length: > 0 } name
            ? Encoding.UTF8.GetString(name)
            : null;

    private ValueTask WriteAsync(string record, string? name, CancellationToken cancellationToken) =>
        records.SetAsync(record, name is null ? null : Encoding.UTF8.GetBytes(name), cancellationToken);
}
