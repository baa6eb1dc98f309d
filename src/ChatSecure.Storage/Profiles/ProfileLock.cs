// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Storage.Profiles;

/// <summary>Holds a profile for one store in one process: an exclusively opened file, let go by the system when the process ends in whatever way.</summary>
internal sealed class ProfileLock : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;

    private readonly FileStream _file;

    private ProfileLock(FileStream file) => _file = file;

    public static ProfileLock Take(ProfileFiles files)
    {
        try
        {
            return new(ProfileFiles.OpenOwn(files.Lock, FileMode.OpenOrCreate));
        }
        catch (IOException error) when (error.HResult is SharingViolation or WouldBlock or WouldBlockOnMac)
        {
            throw new ChatSecureException(
                ErrorKind.StorageUnavailable,
                "The profile is in use by another process, or open already in this one.",
                error
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
