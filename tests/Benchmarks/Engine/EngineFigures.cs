// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Benchmarks.Network;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Stores;

namespace ChatSecure.Benchmarks.Engine;

/// <summary>The engine as a whole: what was missed is caught up, a large profile is opened, a message is queued, and nothing happens for a while.</summary>
internal static class EngineFigures
{
    public const string OpenProfile = "--open-profile";
    public const string IdleProfile = "--idle-profile";

    private const int Missed = 1_000;
    private const int Million = 1_000_000;
    private const int Conversations = 1_000;
    private const int Accounts = 3;
    private const int Queued = 200;
    private const int Starts = 7;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    public static async Task MeasureAsync()
    {
        await CatchUpAsync();
        using var profile = new EngineProfile();
        await FillAsync(profile);
        await QueueAsync(profile);
        await OpenAsync(profile);
        Console.WriteLine(Run(IdleProfile, profile.Folder).Output.Trim());
        var native = await MedianAsync(() => Run(Lab.NativeCli, ["version"]));
        Show($"native client of {new FileInfo(Lab.NativeCli).Length / 1e6:F1} MB (25 MB): started, and its version told", native, "100 ms");
    }

    /// <summary>In a process of its own: opens the profile and shows the list, as an app does when it is started.</summary>
    public static async Task OpenProfileAsync(string folder)
    {
        using var profile = new EngineProfile(folder);
        await using var client = await profile.StartAsync();
        var account = (await client.Accounts.ListAsync())[0].Jid;
        await foreach (var batch in client.Conversations.WatchAsync(account))
        {
            // Two figures: how many rows there are, and what this process has worked for them.
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{batch.Items.Count} {Environment.CpuUsage.TotalTime.TotalMilliseconds}")
            );
            break;
        }
    }

    /// <summary>In a process of its own: accounts that are connected and to which nothing happens.</summary>
    public static async Task IdleProfileAsync(string folder)
    {
        using var profile = new EngineProfile(folder);
        await using var client = await profile.StartAsync();
        var accounts = await client.Accounts.ListAsync();
        foreach (var account in accounts)
        {
            await client.Accounts.ConnectAsync(account.Jid);
        }

        await foreach (var _ in client.Conversations.WatchAsync(accounts[0].Jid))
        {
            break;
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        Console.WriteLine(
            $"{"idle, a million messages", -66} {Environment.WorkingSet / 1e6, 9:F1} MB resident, {GC.GetTotalMemory(true) / 1e6:F1} MB of it managed and live; {accounts.Count} accounts online   100 MB"
        );
    }

    private static async Task CatchUpAsync()
    {
        using var one = new EngineProfile();
        using var two = new EngineProfile();
        await using var sender = await one.StartAsync();
        await using var receiver = await two.StartAsync();
        var from = await EngineProfile.RegisterAsync(sender, "sender");
        var to = await EngineProfile.RegisterAsync(receiver, "receiver");
        await receiver.Accounts.DisconnectAsync(to);
        var acked = new List<Task>();
        for (var number = 0; number < Missed; number++)
        {
            acked.Add((await sender.Conversations.SendAsync(new(from, to), new($"Message {number}: wherefore art thou, Romeo?"))).Acked);
        }

        await Task.WhenAll(acked).WaitAsync(_patience);
        var fetched = await FetchAsync(to);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await receiver.Accounts.ConnectAsync(to);
        var ours = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var page = await receiver.Conversations.HistoryAsync(new(to, from), Missed);
        if (page.Messages.Count(message => message is { Body: not null, Encryption: not EncryptionKind.None }) != Missed)
        {
            throw new InvalidOperationException("Not all that was missed was caught up.");
        }

        Show($"{Missed} missed OMEMO messages: connect, catch up, decrypt, store", ours, "3 s");
        Show("  of that, processor time of this process", cpu.TotalMilliseconds, "");
        Show("  beside it, reading as many from the archive and no more", fetched, "");
    }

    /// <summary>The network's part: the same archive read by a client that throws it away.</summary>
    private static async Task<double> FetchAsync(Jid account)
    {
        var archive = new ArchiveModule();
        await using var reader = LabClients.Create(account, archive);
        await reader.ConnectAsync();
        var started = Stopwatch.GetTimestamp();
        var page = await archive.QueryAsync(new ArchiveQuery());
        while (!page.IsComplete)
        {
            page = await archive.QueryAsync(new ArchiveQuery { AfterId = page.LastId });
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task FillAsync(EngineProfile profile)
    {
        List<Jid> accounts = [];
        await using (var client = await profile.StartAsync())
        {
            for (var number = 0; number < Accounts; number++)
            {
                accounts.Add(await EngineProfile.RegisterAsync(client, $"idle{number}"));
            }
        }

        await using var store = await profile.Store().OpenAsync();
        for (var first = 0; first < Million; first += 20_000)
        {
            var account = accounts[first / 20_000 % Accounts];
            await store.CommitAsync(
                new(account) { Messages = [.. Enumerable.Range(first, 20_000).Select(number => Message(account, number))] }
            );
        }
    }

    private static ChatMessage Message(Jid account, int number)
    {
        var peer = Jid.Parse($"friend{number % Conversations}@montague.example");
        return new()
        {
            Conversation = new(account, peer),
            Id = new($"message-{number}"),
            From = peer,
            Direction = MessageDirection.Incoming,
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(number),
            State = DeliveryState.Received,
            Body = Storage.Text.Of(number),
        };
    }

    private static async Task QueueAsync(EngineProfile profile)
    {
        using var other = new EngineProfile();
        await using var client = await profile.StartAsync();
        await using var friend = await other.StartAsync();
        var account = (await client.Accounts.ListAsync())[0].Jid;
        await client.Accounts.ConnectAsync(account);
        var conversation = new ConversationId(account, await EngineProfile.RegisterAsync(friend, "friend"));
        List<double> times = [];
        for (var number = 0; number < Queued; number++)
        {
            var started = Stopwatch.GetTimestamp();
            var receipt = await client.Conversations.SendAsync(conversation, new($"Message {number}"));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await receipt.Acked.WaitAsync(_patience);
        }

        Show("a message queued durably, beside a million, online", Median(times), "5 ms");
        Show("  99 of 100", times.Order().ElementAt((int)(0.99 * (Queued - 1))), "");
    }

    private static async Task OpenAsync(EngineProfile profile)
    {
        List<double> work = [];
        Show("conversation list of a million messages, a process from its start", await MedianAsync(Open), "500 ms");
        var cold = await MedianAsync(() =>
        {
            Evict(profile);
            return Open();
        });
        Show("  the same, nothing of the file in memory", cold, "500 ms");
        Show("  of that, processor time", Median(work), "");
        Show("  beside it, a .NET program that does nothing", await MedianAsync(() => Run(Program.DoNothing, "")), "");

        (double Milliseconds, string Output) Open()
        {
            var opened = Run(OpenProfile, profile.Folder);
            if (opened.Output.Split(' ') is not [var rows, var worked] || rows == "0")
            {
                throw new InvalidOperationException("The list was not shown.");
            }

            work.Add(double.Parse(worked, CultureInfo.InvariantCulture));
            return opened;
        }
    }

    private static async Task<double> MedianAsync(Func<(double Milliseconds, string Output)> run)
    {
        List<double> times = [];
        for (var start = 0; start < Starts; start++)
        {
            times.Add(run().Milliseconds);
            await Task.Delay(100);
        }

        return Median(times);
    }

    private static (double Milliseconds, string Output) Run(string mode, string folder) => Run(Environment.ProcessPath!, [mode, folder]);

    private static (double Milliseconds, string Output) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        // What is wanted is there with the first line; a program that says nothing is to end.
        var output = process.StandardOutput.ReadLine() ?? string.Empty;
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? (elapsed, output)
            : throw new InvalidOperationException($"{program} {arguments[0]} ended with exit code {process.ExitCode}.");
    }

    /// <summary>The system forgets what it holds of the file, as after a restart of the machine.</summary>
    private static void Evict(EngineProfile profile)
    {
        using var dd = Process.Start(
            new ProcessStartInfo("dd", [$"of={profile.Database}", "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"])
        )!;
        dd.WaitForExit();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Show(string name, double milliseconds, string goal) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name, -66} {milliseconds, 9:F1} ms   {goal}"));
}
