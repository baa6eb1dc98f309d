// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Storage.Profiles;
using SQLitePCL;

namespace ChatSecure.Storage;

/// <summary>Where a profile lies and what opens it. Not changed any more once given to a factory.</summary>
public sealed class SqlCipherOptions
{
    /// <summary>The profile's folder. Created with access for its owner alone if it is not there; at most one process has it open. Required.</summary>
    public string Directory { get; set; } = string.Empty;

    /// <summary>The database's file name in that folder; default <c>chat.db</c>. What lies beside it has the same name with other endings: <c>.key</c>,
    /// <c>.lock</c>, <c>.attempts</c>, <c>.media</c>.</summary>
    public string FileName { get; set; } = "chat.db";

    /// <summary>Where the key comes from. Required; <c>AddSqlCipher</c> also takes one that is registered as a service.</summary>
    public IDatabaseKeySource? KeySource { get; set; }

    /// <summary>The SQLite to use, which must be SQLCipher 4 or newer with FTS5; null looks for the system's <c>libsqlcipher</c>. The process-wide provider of
    /// SQLitePCLRaw is neither read nor set.</summary>
    public ISQLite3Provider? Provider { get; set; }

    /// <summary>What a guess at a passphrase costs, written with the next key file. Default 64 MiB of memory, gone over 3 times.</summary>
    public PassphraseCost PassphraseCost { get; set; } = new();

    /// <summary>How often a wrong key may be tried; null, the default, does not count.</summary>
    public UnlockPolicy? Attempts { get; set; }

    /// <summary>The profile locks itself when <see cref="SqlCipherChatStore.NoteUse"/> was not called for so long; null, the default, never.</summary>
    public TimeSpan? LockAfter { get; set; }

    /// <summary>How much the media store may hold for each account, in bytes. What can be fetched again makes way for new files. Default 4 GiB.</summary>
    public long MediaQuota { get; set; } = 4L << 30;

    /// <summary>Everything that is wrong with the options, in one exception.</summary>
    internal void Validate()
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(Directory))
        {
            problems.Add("Directory is empty");
        }

        if (
            string.IsNullOrWhiteSpace(FileName)
            || Path.GetFileName(FileName) != FileName
            || FileName is "." or ".."
            || ProfileFiles.OtherEndings.Contains(Path.GetExtension(FileName))
        )
        {
            problems.Add("FileName is not a plain file name, or ends as the files beside the database do");
        }

        if (KeySource is null)
        {
            problems.Add("KeySource is missing");
        }

        if (PassphraseCost?.IsSound != true)
        {
            problems.Add("PassphraseCost is too small to protect, or too great to wait for");
        }

        if (LockAfter <= TimeSpan.Zero)
        {
            problems.Add("LockAfter is not a time");
        }

        if (MediaQuota < 0)
        {
            problems.Add("MediaQuota is negative");
        }

        if (problems.Count > 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, $"The storage options are wrong: {string.Join("; ", problems)}.");
        }
    }
}
