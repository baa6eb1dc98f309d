// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Onboarding;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Accounts;

/// <summary>Making a backup, and making a profile of one.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
public sealed class BackupViewModel(UiContext context) : ViewModel(context)
{
    /// <summary>The shortest passphrase of a backup, in characters: whoever finds the file can try as often as they like.</summary>
    public const int MinPassphrase = 12;

    /// <summary>The title.</summary>
    public string Title => Brand.Text("backup.title");

    /// <summary>The passphrase of the backup, as typed. Empty again after every try.</summary>
    public string Passphrase
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>The passphrase once more; only for making one.</summary>
    public string PassphraseAgain
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>Whether the files of messages are in it.</summary>
    public bool HasMedia
    {
        get;
        set => Set(ref field, value);
    } = true;

    /// <summary>Whether the profile moves with its sessions: then it ends here, and may be restored once.</summary>
    public bool MovesSessions
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>How hard the passphrase is to guess, in words.</summary>
    public string StrengthText => Passwords.Say(Passphrase, Brand);

    /// <summary>Whether a backup is being made or restored now.</summary>
    public bool IsRunning
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>How much has been written or read, in words; null while nothing is.</summary>
    public string? ProgressText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What went well last, and what to do with it, in words; null for nothing yet.</summary>
    public string? DoneText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Why no backup can be made, in words; null if one can.</summary>
    public string? WhyNoExport =>
        WhyNotOffered(BrandFeature.Backup)
        ?? (
            Passphrase.Length < MinPassphrase ? Brand.Text("passphrase.blocked.short", ("min", MinPassphrase))
            : Passphrase != PassphraseAgain ? Brand.Text("account.blocked.passwordsDiffer")
            : null
        );

    /// <summary>Why no backup can be restored, in words; null if one can. It is possible where there is no account yet.</summary>
    public string? WhyNoImport =>
        WhyNotOffered(BrandFeature.Backup) ?? (Passphrase.Length == 0 ? Brand.Text("passphrase.blocked.short", ("min", 1)) : null);

    /// <summary>Writes a backup.</summary>
    /// <param name="destination">Where to; worthless unless this succeeds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is whole; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> ExportAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var options = Options();
        return RunAsync(
            WhyNoExport,
            (secret, token) => Client.Profile.ExportAsync(destination, secret, options, token),
            "backup.created",
            cancellationToken
        );
    }

    /// <summary>Writes a backup aside and hands it over once it is whole: for a place that can't be written to bit by bit, such as what a browser saves. What lies
    /// aside is encrypted as the backup is, and gone afterwards.</summary>
    /// <param name="handOver">Takes it. May throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was handed over; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> HandOverAsync(Func<Stream, CancellationToken, Task> handOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handOver);
        var options = Options();
        return RunAsync(
            WhyNoExport,
            (secret, token) =>
                AsideAsync(
                    "file-unwritable",
                    async file =>
                    {
                        await Client.Profile.ExportAsync(file, secret, options, token).ConfigureAwait(false);
                        file.Position = 0;
                        await handOver(file, token).ConfigureAwait(false);
                    }
                ),
            "backup.created",
            cancellationToken
        );
    }

    /// <summary>Makes this client's profile of a backup.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>Whether the profile is whole; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> ImportAsync(Stream backup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backup);
        return RunAsync(
            WhyNoImport,
            (secret, token) => Client.Profile.ImportAsync(backup, secret, new Told(this), token),
            "backup.restored",
            cancellationToken
        );
    }

    /// <summary>Makes this client's profile of a backup that was picked. It is copied aside first, encrypted as it is: what a browser gives can't be read
    /// at the engine's pace.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>Whether the profile is whole; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RestoreAsync(PickedFile backup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backup);
        return RunAsync(
            WhyNoImport,
            (secret, token) =>
                AsideAsync(
                    "file-unreadable",
                    async file =>
                    {
                        var picked = await backup.Open(token).ConfigureAwait(false);
                        await using (picked.ConfigureAwait(false))
                        {
                            await picked.CopyToAsync(file, token).ConfigureAwait(false);
                        }

                        file.Position = 0;
                        await Client.Profile.ImportAsync(file, secret, new Told(this), token).ConfigureAwait(false);
                    }
                ),
            "backup.restored",
            cancellationToken
        );
    }

    private protected override void Refresh()
    {
        Raise(nameof(Title));
        Raise(nameof(StrengthText));
        Raise(nameof(WhyNoExport));
        Raise(nameof(WhyNoImport));
    }

    /// <summary>Another try is about to be made: what went wrong before is said no longer.</summary>
    internal void Retry() => (Problem, DoneText) = (null, null);

    private void Change(ref string field, string value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Set(ref field, value, property))
        {
            if (value.Length > 0)
            {
                Retry();
            }

            Refresh();
        }
    }

    private ExportOptions Options() =>
        new()
        {
            HasMedia = HasMedia,
            MovesSessions = MovesSessions,
            Progress = new Told(this),
        };

    // In a file that nobody else may read and that is gone when it is closed.
    private static async Task AsideAsync(string condition, Func<FileStream, Task> use)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
            await using (file.ConfigureAwait(false))
            {
                await use(file).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChatSecureException(ErrorKind.StorageUnavailable, "The file of the backup failed.", error) { Condition = condition };
        }
    }

    private async Task<bool> RunAsync(
        string? whyNot,
        Func<UnlockSecret, CancellationToken, Task> run,
        string doneId,
        CancellationToken cancellationToken
    )
    {
        if (IsRunning)
        {
            return false;
        }

        if (whyNot is not null)
        {
            await InvokeAsync(() => Problem = whyNot).ConfigureAwait(false);
            return false;
        }

        var secret = Encoding.UTF8.GetBytes(Passphrase);
        var isDone = false;
        await InvokeAsync(() => IsRunning = true).ConfigureAwait(false);

        // A store may do its work on the thread that calls, and that shall not be the one that draws.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            isDone = await TryAsync(token => run(new(secret), token), cancellationToken).ConfigureAwait(false);
            return isDone;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            await InvokeAsync(() =>
                {
                    (Passphrase, PassphraseAgain, ProgressText, IsRunning) = (string.Empty, string.Empty, null, false);
                    DoneText = isDone ? Brand.Text(doneId) : null;
                })
                .ConfigureAwait(false);
        }
    }

    private sealed class Told(BackupViewModel owner) : IProgress<long>
    {
        public void Report(long value) => _ = owner.InvokeAsync(() => owner.ProgressText = SizeWords.Of(value, owner.Brand));
    }
}
