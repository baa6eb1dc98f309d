// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using ChatSecure.Integration.Tests.Cli;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Samples;

/// <summary>The samples that newcomers run first, as they run them.</summary>
public sealed class SampleTests(ProsodyServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_conversation_of_build_run_takes_place_and_all_of_its_proofs_hold()
    {
        await using var empty = await ProsodyServer.StartAsync(new ProsodyOptions { Users = [] });
        var work = Directory.CreateTempSubdirectory("chatsecure-sample-").FullName;
        try
        {
            string[] arguments =
            [
                "--cli",
                CliProfile.Program,
                .. new[] { "--server", $"127.0.0.1:{empty.Port}", "--domain", empty.Domain, "--ca", empty.CaFile },
                .. new[] { "--server-files", Path.GetDirectoryName(empty.LogPath)!, "--stripper", "build/lab/mitm.py", "--work", work },
                .. new[] { "--alice-brand", "samples/ChatSecure/brand", "--bob-brand", "samples/Zomlike/brand" },
            ];
            var result = await Task.Run(() => Programs.Run(Program("Conversation", "conversation"), arguments));

            Assert.True(result is { ExitCode: 0, Errors: "" }, result.ToString());
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    [Fact]
    public async Task Quick_start_sends_a_message_that_the_friend_can_read_and_ends_with_Ctrl_C()
    {
        using var friend = new CliProfile();
        await friend.RegisterAsync(server, "friend");
        var user = CliProfile.Unique("newcomer");
        await server.RegisterUserAsync(user, ProsodyServer.Password);
        var data = Directory.CreateTempSubdirectory("chatsecure-sample-").FullName;
        try
        {
            var start = new ProcessStartInfo(Program("QuickStart", "quickstart"), ["--to", friend.Jid, .. CliProfile.Route(server)])
            {
                RedirectStandardOutput = true,
                Environment =
                {
                    ["JID"] = server.Jid(user),
                    ["PASSWORD"] = ProsodyServer.Password,
                    ["KEY"] = "a passphrase",
                    ["XDG_DATA_HOME"] = data,
                },
            };
            using var program = Process.Start(start)!;
            try
            {
                // A message of one's own is an event as any other; it comes when it is stored.
                Assert.Equal(
                    $"{server.Jid(user)} [encrypted] Hello!",
                    await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience)
                );
                var received = await friend.LinesAsync("listen", "--count", "1", "--for", "60", "--json");
                Assert.Single(received, line => line.Contains("\"body\":\"Hello!\"", StringComparison.Ordinal));

                Programs.Run("kill", ["-INT", program.Id.ToString(CultureInfo.InvariantCulture)]);
                await program.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
                Assert.Equal(0, program.ExitCode);
            }
            finally
            {
                program.Kill();
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static string Program(string project, string name) =>
        Repository.PathTo("artifacts", "bin", project, Repository.Configuration.ToLowerInvariant(), name);
}
