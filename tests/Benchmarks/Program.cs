// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ChatSecure.Benchmarks.Crypto;
using ChatSecure.Benchmarks.Engine;
using ChatSecure.Benchmarks.Network;
using ChatSecure.Benchmarks.Storage;

namespace ChatSecure.Benchmarks;

internal static class Program
{
    /// <summary>The argument that makes this program end at once: how long .NET itself takes to start.</summary>
    public const string DoNothing = "--do-nothing";

    private static async Task Main(string[] args)
    {
        switch (args)
        {
            case [DoNothing, ..]:
                break;
            case ["network"]:
                Measure(["--filter", "*Xml*"]);
                Console.WriteLine(await RoundTrips.MeasureAsync());
                Console.WriteLine(await Loopback.MeasureAsync());
                Console.WriteLine(await IdleConnections.MeasureAsync());
                break;
            case ["engine"]:
                await EngineFigures.MeasureAsync();
                break;
            case [EngineFigures.OpenProfile, var folder]:
                await EngineFigures.OpenProfileAsync(folder);
                break;
            case [EngineFigures.IdleProfile, var folder]:
                await EngineFigures.IdleProfileAsync(folder);
                break;
            case ["crypto"]:
                CryptoSpeed.Measure();
                break;
            case ["storage"]:
                await StorageFigures.MeasureAsync();
                break;
            default:
                Measure(args);
                break;
        }
    }

    private static void Measure(string[] args)
    {
        // In this process: the projects that BenchmarkDotNet would generate know nothing of central versions and of the artifacts folder.
        var config = DefaultConfig
            .Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath("artifacts/bench");
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
    }
}
