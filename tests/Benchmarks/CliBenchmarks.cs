// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace ChatSecure.Benchmarks;

/// <summary>How soon the command-line client is there: as a whole process, from its start to the answer. Beside it the time that .NET needs to start any
/// program. The server is the one that build/bench starts.</summary>
public class CliBenchmarks
{
    private readonly string _profile = Directory.CreateTempSubdirectory("chatsecure-bench-").FullName;
    private readonly List<Process> _running = [];
    private string _cli = string.Empty;
    private string _hello = string.Empty;
    private string _account = string.Empty;

    [GlobalSetup]
    public void CreateProfile()
    {
        _cli = Lab.Cli;
        _hello = typeof(CliBenchmarks).Assembly.Location;
        _account = $"bench-{Guid.NewGuid():N}@{Lab.Domain}";
        string[] register =
        [
            "account",
            "register",
            _account,
            "--password-env",
            "BENCH_PASSWORD",
            "--server",
            $"127.0.0.1:{Lab.StartTlsPort}",
            "--ca",
            Lab.AuthorityFile,
        ];
        RunToEnd(_cli, [.. register, .. Profile]);
    }

    /// <summary>A program that does nothing: what no client can be faster than.</summary>
    [Benchmark(Baseline = true)]
    public void DotnetItself() => RunToEnd("dotnet", [_hello, Program.DoNothing]);

    [Benchmark]
    public void StartToVersion() => RunToEnd(_cli, ["version"]);

    /// <summary>Opens the profile, logs in and catches up.</summary>
    [Benchmark]
    public void StartToOnline()
    {
        var process = Start(_cli, ["rpc", .. Profile]);
        _running.Add(process);
        process.StandardInput.WriteLine($$"""{"jsonrpc":"2.0","id":1,"method":"account.connect","params":{"account":"{{_account}}"} }""");
        process.StandardInput.Flush();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("\"result\"", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("The client did not come online.");
    }

    [IterationCleanup]
    public void Stop()
    {
        foreach (var process in _running)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }

        _running.Clear();
    }

    [GlobalCleanup]
    public void DeleteProfile() => Directory.Delete(_profile, recursive: true);

    private string[] Profile => ["--profile", _profile, "--key-env", "BENCH_PASSWORD"];

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["BENCH_PASSWORD"] = "a password for benchmarks" },
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static void RunToEnd(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
        }
    }
}
