// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.UIKit.Shell;

/// <summary>Carries a passphrase from the field where a person types it to the source that the engine asks for the profile's key: the app's key source takes it out
/// of the box. It is in memory only between the two, and zeroed by whoever takes it. Safe for concurrent use.</summary>
public sealed class PassphraseBox
{
    private readonly Lock _lock = new();
    private byte[]? _passphrase;
    private volatile bool _isUsed;

    /// <summary>Whether anybody ever took a passphrase out: then that is what opens the profile, and a person may change it.</summary>
    public bool IsUsed => _isUsed;

    /// <summary>Takes the passphrase out: it is there once.</summary>
    /// <returns>The passphrase in UTF-8, which the caller zeroes; null if nobody has typed one.</returns>
    public byte[]? Take()
    {
        lock (_lock)
        {
            var passphrase = _passphrase;
            _passphrase = null;
            _isUsed |= passphrase is not null;
            return passphrase;
        }
    }

    /// <summary>Puts a passphrase in, in place of one that nobody took.</summary>
    /// <param name="passphrase">The passphrase, as typed.</param>
    public void Put(string passphrase)
    {
        var bytes = Encoding.UTF8.GetBytes(passphrase);
        lock (_lock)
        {
            CryptographicOperations.ZeroMemory(_passphrase);
            _passphrase = bytes;
        }
    }

    /// <summary>Zeroes a passphrase that nobody took.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            CryptographicOperations.ZeroMemory(_passphrase);
            _passphrase = null;
        }
    }
}
