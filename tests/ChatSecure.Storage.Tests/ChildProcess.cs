// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using ChatSecure.Errors;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;
using SQLitePCL;

namespace ChatSecure.Storage.Tests;

/// <summary>This test program run a second time as another process, which reports line by line on standard output.</summary>
public sealed class ChildProcess : IDisposable
{
    public const string Argument = "--child";
    public const int MessagesPerCommit = 3;

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(string role, string directory)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : [];
        var start = new ProcessStartInfo(host, [.. program, Argument, role, directory])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>The next line that it reports; null when it has ended.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(60));
        return await _process.StandardOutput.ReadLineAsync(end.Token);
    }

    /// <summary>Ends it at once, whatever it is doing (SIGKILL).</summary>
    public void Kill() => _process.Kill();

    /// <summary>What it reports until it ends.</summary>
    public async Task<string[]> ReadToEndAsync()
    {
        List<string> lines = [];
        while (await ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. lines];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>The other process's side.</summary>
    public static async Task<int> PlayAsync(string role, string directory)
    {
        var factory = new SqlCipherChatStoreFactory(
            new()
            {
                Directory = directory,
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(TestProfile.RawKey))),
            }
        );
        switch (role)
        {
            case "hold":
                await using (await factory.OpenAsync())
                {
                    Report("open");
                    await Console.In.ReadLineAsync();
                }

                return 0;
            case "commit":
                await using (var store = await factory.OpenAsync())
                {
                    await CommitForeverAsync(store);
                }

                return 0;
            case "record":
                await using (var store = await factory.OpenAsync())
                {
                    await GoldenProfile.WriteAsync(store);
                    await Console.Out.WriteAsync(await SchemaTests.ReadSchemaAsync(store));
                }

                return 0;
            case "rekey":
                await using (var store = await factory.OpenAsync())
                {
                    Report("open");
                    for (var i = 0; i < 1000; i++)
                    {
                        await store.RekeyAsync();
                    }
                }

                return 0;
            case "replace-provider":
                return await ReplaceProviderAsync(factory);
            default:
                return 2;
        }
    }

    private static async Task CommitForeverAsync(IChatStore store)
    {
        var known = await store.CryptoState.GetAsync(Sample.Alice, "counter", "n");
        for (var n = known is null ? 0 : BitConverter.ToInt32(known) + 1; ; n++)
        {
            await store.CommitAsync(
                new(Sample.Alice)
                {
                    Messages = [.. Enumerable.Range(0, MessagesPerCommit).Select(i => Sample.Message($"{n}-{i}", n))],
                    Crypto = [new("counter", "n", BitConverter.GetBytes(n))],
                }
            );
            Report(n.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Sets up the dynamic provider with another library, as a careless host would, while a profile is open.</summary>
    private static async Task<int> ReplaceProviderAsync(SqlCipherChatStoreFactory factory)
    {
        var store = await factory.OpenAsync();
        SQLite3Provider_dynamic_cdecl.Setup("libsqlcipher.so.1", new NoFunctions());
        foreach (
            var use in new Func<Task>[]
            {
                async () => await store.CommitAsync(new(Sample.Alice)),
                async () => await store.Accounts.ListAsync(),
                async () => await factory.OpenAsync(),
            }
        )
        {
            try
            {
                await use();
                Report("worked");
            }
            catch (ChatSecureException error)
            {
                Report(error.Kind.ToString());
            }
        }

        await store.DisposeAsync();
        Report(SystemSqlCipher.IsReplaced(new SQLite3Provider_dynamic_cdecl()) ? "closed" : "not replaced");
        return 0;
    }

    private static void Report(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private sealed class NoFunctions : IGetFunctionPointer
    {
        public nint GetFunctionPointer(string name) => 0;
    }
}
