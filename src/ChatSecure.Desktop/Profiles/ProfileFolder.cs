// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Desktop.Profiles;

/// <summary>The folder of a profile.</summary>
internal static class ProfileFolder
{
    /// <summary>Makes the folder if it is not there, for its owner alone.</summary>
    /// <exception cref="ChatSecureException">It can't be made.</exception>
    public static void Prepare(string directory)
    {
        try
        {
            if (Directory.Exists(directory))
            {
                return;
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChatSecureException(ErrorKind.StorageUnavailable, "The profile's folder can't be made.", exception);
        }
    }
}
