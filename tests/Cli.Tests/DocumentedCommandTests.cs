// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Tests;
using NSubstitute;

namespace ChatSecure.Cli.Tests;

/// <summary>The commands and requests that documents show are ones that the program takes.</summary>
public sealed partial class DocumentedCommandTests
{
    public static TheoryData<string> Commands => [.. Lines(Command()).Select(match => match.Groups["arguments"].Value).Distinct()];

    public static TheoryData<string> Requests =>
        [.. Lines(Request()).Select(match => match.Value).Where(line => JsonElement.Parse(line).TryGetProperty("id", out _)).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_in_a_document_is_understood(string arguments)
    {
        var run = new CliRun { Variables = { ["PASSWORD"] = "secret" } };

        // It fails, since no profile is there; but not for its usage.
        Assert.NotEqual(ExitCode.Usage, await run.RunAsync([.. Split(arguments)]));
        Assert.DoesNotContain("Unrecognized", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_request_in_a_document_is_understood(string request)
    {
        var client = new FakeChatClient();
        client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Samples.Acknowledged(Samples.Outgoing()));
        await using var rpc = new RpcRun(client);
        var id = JsonElement.Parse(request).GetProperty("id").GetInt32();

        rpc.Send(request);
        JsonElement answer;
        do
        {
            answer = await rpc.ReadAsync();
        } while (!answer.TryGetProperty("id", out _));

        Assert.Equal(id, answer.GetProperty("id").GetInt32());
        if (answer.TryGetProperty("error", out var error))
        {
            Assert.DoesNotContain(error.GetProperty("code").GetInt32(), new[] { -32700, -32600, -32601, -32602 });
        }
    }

    [Theory]
    [InlineData("send --to bob@example.net")]
    [InlineData("send --too bob@example.net Hello")]
    [InlineData("sent --to bob@example.net Hello")]
    public async Task A_planted_mistake_is_found(string arguments) =>
        Assert.Equal(ExitCode.Usage, await new CliRun().RunAsync([.. Split(arguments)]));

    private static IEnumerable<Match> Lines(Regex line) =>
        Repository
            .Files()
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => line.Matches(File.ReadAllText(Repository.PathTo(file))));

    /// <summary>The words of a command line; what stands in single quotes is one. An ellipsis stands for options that were left out.</summary>
    private static IEnumerable<string> Split(string arguments) =>
        Word()
            .Matches(arguments)
            .Select(word => word.Groups["quoted"] is { Success: true } quoted ? quoted.Value : word.Value)
            .Where(word => word is not "…" and not "ARGS…");

    [GeneratedRegex(
        """^(\$\ )?([^`\n]*\|\ )?(\./build/cli|chat)\ (?<arguments>[^\n;|]+)""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Command();

    [GeneratedRegex("""^\{"jsonrpc":.*"method":.*\}$""", RegexOptions.Multiline)]
    private static partial Regex Request();

    [GeneratedRegex("""'(?<quoted>[^']*)'|\S+""")]
    private static partial Regex Word();
}
