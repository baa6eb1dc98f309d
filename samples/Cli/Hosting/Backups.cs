// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Secrets;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Hosting;

/// <summary>Backups as files.</summary>
internal static class Backups
{
    private const int CopyBuffer = 1 << 16;

    /// <summary>Writes a backup, which has its name only when it is whole and on disk.</summary>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="CliException">There is a file of that name.</exception>
    public static async Task<long> ExportAsync(
        Session session,
        string path,
        ProfileKey secret,
        ExportOptions options,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(path))
        {
            throw new CliException(ExitCode.Failed, "fileExists", session.Words("cli.export.exists"));
        }

        var unfinished = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            long size;
            await using (var file = new FileStream(unfinished, OwnNewFile()))
            {
                await session.Client.Profile.ExportAsync(file, secret.Secret, options, cancellationToken);
                file.Flush(flushToDisk: true);
                size = file.Length;
            }

            File.Move(unfinished, path, overwrite: false);
            return size;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Makes the profile out of a backup.</summary>
    /// <returns>How many bytes the backup has.</returns>
    public static async Task<long> ImportAsync(
        Session session,
        string path,
        ProfileKey secret,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        await using var backup = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, CopyBuffer);
        await session.Client.Profile.ImportAsync(backup, secret.Secret, progress, cancellationToken);
        return backup.Length;
    }

    private static FileStreamOptions OwnNewFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = CopyBuffer,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
