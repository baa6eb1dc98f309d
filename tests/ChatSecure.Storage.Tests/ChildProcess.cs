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

    public static ChildProcess Start(string role, string directory, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var (program, arguments) = Command(role, directory);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>How the other process is called.</summary>
    public static (string Program, string[] Arguments) Command(string role, string directory)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : [];
        return (host, [.. program, Argument, role, directory]);
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
            case "mixed":
                await using (var store = await factory.OpenAsync())
                {
                    Report("open");
                    await MixedLoad.RunAsync(store, n => Report(n.ToString(CultureInfo.InvariantCulture)));
                }

                return 0;
            case "fill-disk":
                return await FillDiskAsync(factory, directory);
            case "fill-media":
                return await FillMediaAsync(factory, directory);
            case "open-twice":
                return await OpenOnceAsync(factory);
            case "rekey":
                await using (var store = await factory.OpenAsync())
                {
                    Report("open");
                    for (var i = 0; i < 1000; i++)
                    {
                        await store.RekeyAsync();
                        Report("done");
                    }
                }

                return 0;
            case "secret-service":
                return OperatingSystem.IsLinux() ? await UseSecretServiceAsync(directory) : 2;
            case "replace-provider":
                return await ReplaceProviderAsync(factory);
            default:
                return 2;
        }
    }

    private static async Task<int> FillDiskAsync(SqlCipherChatStoreFactory factory, string directory)
    {
        // Somebody else's file: whether the store itself can still remove one of its own depends on where in a page the disk got full.
        var ballast = Path.Combine(directory, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[300_000]);
        await using var store = await factory.OpenAsync();
        var committed = 0;
        try
        {
            for (; committed < 10_000; committed++)
            {
                await store.CommitAsync(
                    new(Sample.Alice) { Messages = [Sample.Message($"{committed}", committed) with { Body = new string('x', 2000) }] }
                );
            }
        }
        catch (ChatSecureException error)
        {
            Report($"{error.Kind} {(error.Message.Contains("full", StringComparison.Ordinal) ? "full" : error.Message)}");
        }

        Report($"{committed}");
        Report($"{(await store.HistoryAsync()).Count}");
        File.Delete(ballast);
        await store.CommitAsync(new(Sample.Alice) { Messages = [Sample.Message("after", 99_999)] });
        var isThere = await store.Messages.FindAsync(Sample.WithBob, default, new("after")) is not null;
        var findings = (await store.CheckAsync()).ToDictionary();
        Report($"{(isThere ? "ok" : "lost")} {findings["integrity"]}");
        return 0;
    }

    private static async Task<int> FillMediaAsync(SqlCipherChatStoreFactory factory, string directory)
    {
        await using var store = await factory.OpenAsync();
        try
        {
            await store.Media.AddAsync(Sample.Alice, new MemoryStream(new byte[4_000_000]));
        }
        catch (ChatSecureException error)
        {
            Report($"{error.Kind}");
        }

        Report($"{Directory.GetFiles(Path.Combine(directory, "chat.media")).Length}");
        return 0;
    }

    private static async Task<int> OpenOnceAsync(SqlCipherChatStoreFactory factory)
    {
        try
        {
            await using var store = await factory.OpenAsync();
            Report("opened");
        }
        catch (ChatSecureException error)
        {
            Report($"{error.Kind}");
        }

        return 0;
    }

    /// <summary>Makes, opens and loses a profile whose key lies in the Secret Service of this process's session bus.</summary>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static async Task<int> UseSecretServiceAsync(string directory)
    {
        var secrets = new SecretServiceStore();
        var factory = new SqlCipherChatStoreFactory(
            new() { Directory = directory, KeySource = new SecretStoreKeySource(secrets, "profile of the test") }
        );
        try
        {
            Report($"{(await secrets.GetAsync("profile of the test"))?.Length ?? 0}");
            await using (var store = await factory.OpenAsync())
            {
                await store.CommitAsync(new(Sample.Alice) { Messages = [Sample.Message("1")] });
            }

            Report($"{(await secrets.GetAsync("profile of the test"))?.Length ?? 0}");
            await using (var store = await factory.OpenAsync())
            {
                Report($"{(await store.Messages.PageAsync(Sample.WithBob, 10)).Messages.Count}");
            }

            await secrets.SetAsync("other", new byte[] { 0, 1, 0 });
            Report(Convert.ToHexString(await secrets.GetAsync("other") ?? []));
            await secrets.RemoveAsync("profile of the test");
            await factory.OpenAsync();
        }
        catch (ChatSecureException error)
        {
            Report($"{error.Kind} {error.Condition}");
        }

        return 0;
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
