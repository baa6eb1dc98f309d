// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Browser.Tests;

/// <summary>The ChatSecure app as people start it, on a profile of its own that is removed in the end.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly DesktopProcess _process;
    private readonly string? _ownProfile;

    private AppProcess(DesktopProcess process, string profile, string? ownProfile) =>
        (_process, Profile, _ownProfile) = (process, profile, ownProfile);

    /// <summary>The folder with everything that it keeps.</summary>
    public string Profile { get; }

    public Uri StartLink => _process.StartLink;

    public static async Task<AppProcess> StartAsync(
        ProsodyServer server,
        string? profile = null,
        string? passphrase = null,
        string language = "C.UTF-8",
        string? link = null
    )
    {
        var folder = profile ?? Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        var environment = new Dictionary<string, string> { ["LC_ALL"] = language };
        List<string> arguments = ["--server", $"127.0.0.1:{server.Port}", "--ca", server.CaFile];
        if (link is not null)
        {
            arguments.Add(link);
        }

        if (passphrase is not null)
        {
            environment["APP_KEY"] = passphrase;
            arguments.AddRange(["--key-env", "APP_KEY"]);
        }

        var program = Repository.PathTo("artifacts", "bin", "ChatSecure.App", Repository.Configuration, "chatsecure");
        return new(await DesktopProcess.StartAsync(program, folder, arguments, environment), folder, profile is null ? folder : null);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_ownProfile is not null)
        {
            Directory.Delete(_ownProfile, recursive: true);
        }
    }
}
