// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Errors;

namespace ChatSecure.Cli.Tests;

public sealed class ExitCodeTests
{
    public static TheoryData<ErrorKind, int> Table =>
        new()
        {
            { ErrorKind.Failed, 1 },
            { ErrorKind.InvalidInput, 1 },
            { ErrorKind.AuthenticationFailed, 3 },
            { ErrorKind.InsecureConnection, 4 },
            { ErrorKind.Unreachable, 1 },
            { ErrorKind.Disconnected, 1 },
            { ErrorKind.Protocol, 1 },
            { ErrorKind.NotSupported, 1 },
            { ErrorKind.StorageKey, 5 },
            { ErrorKind.StorageDamaged, 5 },
            { ErrorKind.StorageUnavailable, 1 },
            { ErrorKind.CannotEncrypt, 6 },
            { ErrorKind.TimedOut, 7 },
        };

    [Fact]
    public void Every_kind_of_error_has_an_exit_code_here() =>
        Assert.Equal(Enum.GetValues<ErrorKind>(), Table.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_failure_ends_with_its_exit_code_and_one_line_on_standard_error(ErrorKind kind, int code)
    {
        var run = new CliRun(new FakeChatClient { StartFailure = new ChatSecureException(kind, "What happened.\nAnd more.") });

        Assert.Equal((ExitCode)code, await run.RunAsync("account", "list", "--key-env", "KEY"));
        Assert.Empty(run.Output);
        Assert.Contains("What happened. And more.", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_brand_with_mistakes_is_refused_with_a_line_for_each()
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-cli-brand-").FullName;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "brand.json"),
                """{ "schemaVersion": 1, "id": "Capital", "name": "A", "colour": {} }""",
                TestContext.Current.CancellationToken
            );
            var run = new CliRun(null);

            Assert.Equal(ExitCode.Failed, await run.RunAsync("account", "list", "--brand", folder));
            Assert.Collection(
                run.ErrorLines,
                line => Assert.EndsWith("The brand can't be used:", line, StringComparison.Ordinal),
                line => Assert.StartsWith("    brand.json(1,29): error CSB002", line, StringComparison.Ordinal),
                line => Assert.StartsWith("    brand.json(1,53): error CSB001", line, StringComparison.Ordinal)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_unexpected_exception_is_a_failure_that_tells_its_type_only()
    {
        var run = new CliRun(new FakeChatClient { StartFailure = new InvalidOperationException("body of a message") });

        Assert.Equal(ExitCode.Failed, await run.RunAsync("account", "list"));
        Assert.Contains(nameof(InvalidOperationException), run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("body of a message", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_profile_is_closed_after_a_failure_too()
    {
        var client = new FakeChatClient { StartFailure = new ChatSecureException(ErrorKind.StorageKey, "Wrong key.") };

        await new CliRun(client).RunAsync("account", "list");

        Assert.Equal(1, client.Disposals);
    }

    [Theory]
    [InlineData("send", "--to", "bob@example.net", "--attach", "photo.jpg", "Look")]
    public async Task What_comes_later_says_so_in_one_line_without_opening_the_profile(params string[] arguments)
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.Failed, await run.RunAsync(arguments));
        Assert.Single(run.ErrorLines);
        Assert.Null(run.Setup);
    }
}
