// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Storage.Profiles;

/// <summary>Runs work on files and reports its failures as the store's own.</summary>
internal static class FileErrors
{
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (Translate(error) is { } translated)
        {
            throw translated;
        }
    }

    public static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception error) when (Translate(error) is { } translated)
        {
            throw translated;
        }
    }

    private static ChatSecureException? Translate(Exception error) =>
        error switch
        {
            UnauthorizedAccessException => new(
                ErrorKind.StorageUnavailable,
                "The profile's folder or a file in it can't be read or written: missing rights.",
                error
            ),
            IOException => new(
                ErrorKind.StorageUnavailable,
                "The profile's folder or a file in it can't be read or written: read-only or full disk, or not a folder.",
                error
            ),
            _ => null,
        };

    public static void Guard(Action work) =>
        Guard(() =>
        {
            work();
            return true;
        });
}
