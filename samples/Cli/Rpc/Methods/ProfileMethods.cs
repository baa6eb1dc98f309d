// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Secrets;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>profile.*</c></summary>
internal sealed class ProfileMethods(Session session) : IRpcMethodGroup
{
    private IProfile Profile => session.Client.Profile;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("profile.status", StatusAsync),
            ("profile.lock", LockAsync),
            ("profile.unlock", UnlockAsync),
            ("profile.changeKey", ChangeKeyAsync),
            ("profile.rekey", RekeyAsync),
            ("profile.export", ExportAsync),
            ("profile.import", ImportAsync),
        ];

    private Task<Action<Utf8JsonWriter>> StatusAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var isLocked = Profile.IsLocked;
        return Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteBoolean("locked", isLocked));
    }

    private async Task<Action<Utf8JsonWriter>> LockAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Profile.LockAsync(cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> UnlockAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await WithKeyAsync(parameters, () => Profile.UnlockAsync(cancellationToken), cancellationToken);
        return RpcResult.Done;
    }

    // The profile's present key, for what asks for it; without one, that of the program's options.
    private Task WithKeyAsync(RpcParams parameters, Func<Task> work, CancellationToken cancellationToken) =>
        session.OfferedKey.UseAsync(() => parameters.OptionalKey("key"), work, cancellationToken);

    private async Task<Action<Utf8JsonWriter>> ChangeKeyAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        using var key = parameters.Key("newKey");
        await WithKeyAsync(parameters, () => Profile.ChangeKeyAsync(key.Secret, cancellationToken), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> RekeyAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await WithKeyAsync(parameters, () => Profile.RekeyAsync(cancellationToken), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> ExportAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(parameters.String("file"));
        var options = new ExportOptions { MovesSessions = parameters.Flag("move"), HasMedia = !parameters.Flag("noMedia") };
        using var key = BackupKey(parameters);
        return Describe(path, await Backups.ExportAsync(session, path, key, options, cancellationToken));
    }

    private async Task<Action<Utf8JsonWriter>> ImportAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(parameters.String("file"));
        using var key = BackupKey(parameters);
        return Describe(path, await Backups.ImportAsync(session, path, key, progress: null, cancellationToken));
    }

    // As on the command line: without one it is the profile's, if an option names that.
    private ProfileKey BackupKey(RpcParams parameters) =>
        parameters.OptionalKey("key")
        ?? new KeyReader(session.Io, session.Settings.KeyVariable, session.Settings.KeyFile, session.Words).Read(
            session.Words("cli.prompt.backup")
        );

    private static Action<Utf8JsonWriter> Describe(string path, long bytes) =>
        json =>
        {
            json.WriteString("file", path);
            json.WriteNumber("bytes", bytes);
        };
}
