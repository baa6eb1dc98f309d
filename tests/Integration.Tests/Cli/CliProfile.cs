// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>A user's folder, and chatsecure-cli run on it as another program would run it.</summary>
internal sealed class CliProfile : IDisposable
{
    public const string Password = "a good password";

    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("chatsecure-cli-").FullName;

    /// <summary>The binary that was built along with these tests.</summary>
    public static string Program { get; } =
        Repository.PathTo("artifacts", "bin", "Cli", Repository.Configuration.ToLowerInvariant(), "chatsecure-cli");

    /// <summary>The profile; the program creates it.</summary>
    public string Directory => PathOf("profile");

    /// <summary>The encrypted database in it.</summary>
    public string DatabaseFile => Path.Combine(Directory, "chat.db");

    /// <summary>What the program finds in its environment.</summary>
    public Dictionary<string, string> Environment { get; } =
        new()
        {
            // A raw key: no test but those of keys has to wait for the derivation.
            ["KEY"] = $"x'{new string('5', 64)}'",
            ["PASSWORD"] = Password,
            ["LC_ALL"] = "C.UTF-8",
        };

    /// <summary>The address that <see cref="RegisterAsync"/> registered last.</summary>
    public string Jid { get; private set; } = string.Empty;

    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>The arguments with the profile and its key.</summary>
    public IEnumerable<string> Arguments(params IEnumerable<string> arguments) =>
        ["--profile", Directory, "--key-env", "KEY", .. arguments];

    /// <summary>Runs a command on the profile to its end.</summary>
    public Task<ProgramResult> RunAsync(params string[] arguments) => RunBareAsync([.. Arguments(arguments)]);

    /// <summary>Runs the program with nothing but these arguments.</summary>
    public Task<ProgramResult> RunBareAsync(params string[] arguments) =>
        Task.Run(() => Programs.Run(Program, arguments, Environment, TimeSpan.FromSeconds(60)));

    /// <summary>Runs a command that must succeed in silence on standard error.</summary>
    /// <returns>The lines of its output.</returns>
    public async Task<string[]> LinesAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result is { ExitCode: 0, Errors: "" }, $"{string.Join(' ', arguments)}: {result}");
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The same with <c>--json</c>.</summary>
    public async Task<JsonObject[]> JsonAsync(params string[] arguments) =>
        [.. (await LinesAsync([.. arguments, "--json"])).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>Runs a command that must fail with that code and say why in one line.</summary>
    /// <returns>The line.</returns>
    public async Task<string> FailAsync(int exitCode, params string[] arguments) => Failure(exitCode, await RunAsync(arguments));

    /// <summary>Checks a failure: the code, one line on standard error, nothing on standard output.</summary>
    public static string Failure(int exitCode, ProgramResult result)
    {
        Assert.True(result.ExitCode == exitCode && result.Output.Length == 0, $"Expected exit code {exitCode}: {result}");
        Assert.EndsWith("\n", result.Errors, StringComparison.Ordinal);
        return Assert.Single(result.Errors[..^1].Split('\n'), line => line.Length > 10);
    }

    /// <summary>The options that lead to the lab's server.</summary>
    public static string[] Route(LabServer server, int? port = null) =>
        ["--server", $"127.0.0.1:{port ?? server.Port}", "--ca", server.CaFile];

    /// <summary>Registers a fresh account.</summary>
    public async Task<JsonObject> RegisterAsync(LabServer server, string user)
    {
        Jid = server.Jid(Unique(user));
        return Assert.Single(await JsonAsync(["account", "register", Jid, "--password-env", "PASSWORD", .. Route(server)]));
    }

    public static string Unique(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    public void Dispose() => System.IO.Directory.Delete(_root, recursive: true);
}
