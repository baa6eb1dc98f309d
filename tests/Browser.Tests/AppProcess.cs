// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Text.RegularExpressions;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Browser.Tests;

/// <summary>The ChatSecure app as people start it, on a profile of its own that is removed in the end.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string? _ownProfile;

    private AppProcess(Process process, Uri link, string? ownProfile) => (_process, StartLink, _ownProfile) = (process, link, ownProfile);

    public Uri StartLink { get; }

    public static async Task<AppProcess> StartAsync(
        ProsodyServer server,
        string? profile = null,
        string? passphrase = null,
        string language = "C.UTF-8",
        string? link = null
    )
    {
        var folder = profile ?? Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        var start = new ProcessStartInfo(Repository.PathTo("artifacts", "bin", "ChatSecure.App", Repository.Configuration, "chatsecure"))
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["LC_ALL"] = language },
        };
        foreach (var arg in new[] { "--profile", folder, "--server", $"127.0.0.1:{server.Port}", "--ca", server.CaFile })
        {
            start.ArgumentList.Add(arg);
        }

        if (link is not null)
        {
            start.ArgumentList.Add(link);
        }

        if (passphrase is not null)
        {
            start.Environment["APP_KEY"] = passphrase;
            start.ArgumentList.Add("--key-env");
            start.ArgumentList.Add("APP_KEY");
        }

        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(_patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (Link().Match(line) is { Success: true } found)
            {
                return new(process, new(found.Value), profile is null ? folder : null);
            }
        }

        throw new InvalidOperationException($"The app ended with {process.ExitCode} and no link.");
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Programs.Run("kill", ["-INT", $"{_process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                throw new InvalidOperationException("The app did not end within 30 seconds of Ctrl-C.");
            }
        }

        _process.Dispose();
        if (_ownProfile is not null)
        {
            Directory.Delete(_ownProfile, recursive: true);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/start\?token=[\w-]+")]
    private static partial Regex Link();
}
