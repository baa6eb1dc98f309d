// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Errors;
using NSubstitute;

namespace ChatSecure.Cli.Tests;

/// <summary>Registering where the server wants to know more, on the command line and by JSON-RPC.</summary>
public sealed class RegistrationTests
{
    private static readonly byte[] _picture = [0x89, 0x50, 0x4E, 0x47];
    private static readonly RegistrationForm _form = new(
        "Welcome\u001b[2J",
        "Say what you see.",
        [
            new("ocr", RegistrationFieldKind.Text)
            {
                Label = "What it shows",
                Picture = _picture,
                PictureType = "image/png",
            },
            new("rules", RegistrationFieldKind.Note) { Label = "rules", Value = "Be kind." },
            new("plan", RegistrationFieldKind.Choice)
            {
                Label = "plan",
                Value = "free",
                IsRequired = true,
                Choices = [new("For nothing", "free"), new("For money", "paid")],
            },
            new("page", RegistrationFieldKind.Text) { Label = "See it at", Value = "https://example.org/1" },
            new("mail", RegistrationFieldKind.Text) { Label = "E-mail" },
        ]
    );

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");
    private IReadOnlyDictionary<string, string>? _answers;

    /// <summary>How long the server waits for its form.</summary>
    private CancellationToken _patience = TestContext.Current.CancellationToken;

    public RegistrationTests() =>
        _client
            .Accounts.AddAsync(Arg.Any<AddAccountRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => RegisterAsync(call.Arg<AddAccountRequest>()));

    // What the engine does with the form.
    private async Task RegisterAsync(AddAccountRequest request)
    {
        _answers = null;
        if (request.FillForm is not { } fill)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "Wants more.");
        }

        try
        {
            _answers = await fill(_form, _patience);
        }
        catch (OperationCanceledException)
        {
            throw new ChatSecureException(ErrorKind.TimedOut, "Too late.");
        }

        if (_answers is null)
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "Wants more.");
        }
    }

    private static string[] Register(params string[] form) =>
        ["account", "register", "alice@example.org", "--password-env", "KEY", .. form];

    [Fact]
    public async Task Answers_are_given_beforehand_and_what_stood_in_the_form_stays()
    {
        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync(Register("--form", "ocr=no", "--form", "ocr=a=b")));
        Assert.Equal([new("ocr", "a=b"), new("plan", "free"), new("page", "https://example.org/1")], _answers!);
    }

    [Fact]
    public async Task Without_a_terminal_the_line_says_what_is_missing_and_nothing_of_its_tricks()
    {
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Failed, await run.RunAsync(Register("--form", "mail=a@example.net")));

        var line = Assert.Single(run.ErrorLines);
        Assert.Contains("ocr (What it shows)", line, StringComparison.Ordinal);
        Assert.DoesNotContain("plan", line, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_person_sees_the_picture_as_long_as_it_is_asked_about()
    {
        var (prompts, shown, run) = (new List<string>(), string.Empty, (CliRun?)null);
        run = new CliRun(_client)
        {
            Ask = prompt =>
            {
                prompts.Add(prompt);
                shown = Directory
                    .EnumerateDirectories(Path.GetTempPath(), "chatsecure-form-*")
                    .Select(folder => Path.Combine(folder, "1.png"))
                    .Where(File.Exists)
                    .OrderBy(File.GetLastWriteTimeUtc)
                    .Last();
                Assert.Equal(_picture, File.ReadAllBytes(shown));
                return prompts.Count == 1 ? "teapot" : null;
            },
        };

        Assert.Equal(ExitCode.Done, await run.RunAsync(Register("--form", "mail=a@example.net", "--json")));

        Assert.Equal(["What it shows: ", "plan [free]: "], prompts);
        Assert.Equal(
            [new("mail", "a@example.net"), new("ocr", "teapot"), new("plan", "free"), new("page", "https://example.org/1")],
            _answers!
        );
        Assert.Contains(shown, run.Error, StringComparison.Ordinal);
        Assert.Contains("Say what you see.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Be kind.", run.Error, StringComparison.Ordinal);
        Assert.Contains("For money", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.False(Path.Exists(Path.GetDirectoryName(shown)));
    }

    [Fact]
    public async Task Who_says_nothing_gives_up()
    {
        var run = new CliRun(_client) { Ask = _ => string.Empty };
        Assert.Equal(ExitCode.Failed, await run.RunAsync(Register()));
        Assert.Null(_answers);
        Assert.Contains("ocr", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sits_too_long_is_too_late()
    {
        using var patience = new CancellationTokenSource();
        using var typed = new ManualResetEventSlim();
        _patience = patience.Token;
        var run = new CliRun(_client)
        {
            Ask = _ =>
            {
                patience.Cancel();
                typed.Wait(TestContext.Current.CancellationToken);
                return "teapot";
            },
        };

        Assert.Equal(ExitCode.TimedOut, await run.RunAsync(Register()));
        typed.Set();
    }

    [Theory]
    [InlineData("--form", "ocr")]
    [InlineData("--form", "=x")]
    public async Task An_answer_has_a_name(params string[] form)
    {
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync(Register(form)));
        await _client.Accounts.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task Only_who_registers_can_be_asked()
    {
        Assert.Equal(
            ExitCode.Failed,
            await new CliRun(_client) { Ask = _ => "x" }.RunAsync("account", "add", "alice@example.org", "--password-env", "KEY")
        );
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync("account.add", """{"jid":"alice@example.org","password":"p","asksForm":true}""");
        Assert.Equal("notSupported", answer.GetProperty("error").GetProperty("data").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_program_is_told_of_the_form_and_answers_it()
    {
        await using var rpc = new RpcRun(_client);
        rpc.Request(1, "account.add", """{"jid":"alice@example.org","password":"p","register":true,"asksForm":true,"form":{"mail":"m"}}""");

        var asked = await rpc.ReadAsync();
        Assert.Equal("registrationForm", asked.GetProperty("method").GetString());
        Assert.Equal(
            """{"account":"alice@example.org","title":"Welcome\u001B[2J","instructions":"Say what you see.","fields":[{"name":"ocr","kind":"text","label":"What it shows","required":false,"picture":"iVBORw==","pictureType":"image/png"},{"name":"rules","kind":"note","label":"rules","required":false,"value":"Be kind."},{"name":"plan","kind":"choice","label":"plan","required":true,"value":"free","choices":[{"label":"For nothing","value":"free"},{"label":"For money","value":"paid"}]},{"name":"page","kind":"text","label":"See it at","required":false,"value":"https://example.org/1"},{"name":"mail","kind":"text","label":"E-mail","required":false}]}""",
            asked.GetProperty("params").GetRawText()
        );

        rpc.Request(2, "account.fillForm", """{"account":"alice@example.org","answers":{"ocr":"teapot","plan":"paid"}}""");
        var ids = new[] { await rpc.ReadAsync(), await rpc.ReadAsync() };
        Assert.All(ids, answer => Assert.True(answer.TryGetProperty("result", out _)));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["mail"] = "m",
                ["ocr"] = "teapot",
                ["plan"] = "paid",
                ["page"] = "https://example.org/1",
            },
            _answers!
        );
    }

    [Fact]
    public async Task A_program_refuses_and_nothing_waits_any_more()
    {
        await using var rpc = new RpcRun(_client);
        rpc.Request(1, "account.add", """{"jid":"alice@example.org","password":"p","register":true,"asksForm":true}""");
        await rpc.ReadAsync();
        rpc.Request(2, "account.fillForm", """{"account":"alice@example.org","refuse":true}""");
        JsonElement[] answers = [await rpc.ReadAsync(), await rpc.ReadAsync()];
        var refused = answers.Single(answer => answer.GetProperty("id").GetInt32() == 1).GetProperty("error");
        Assert.Equal("""{"exitCode":1,"reason":"notSupported"}""", refused.GetProperty("data").GetRawText());

        var late = await rpc.CallAsync("account.fillForm", """{"account":"alice@example.org","answers":{"ocr":"teapot"}}""");
        Assert.Equal(-32602, late.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_program_that_waits_too_long_is_too_late()
    {
        using var patience = new CancellationTokenSource();
        _patience = patience.Token;
        await using var rpc = new RpcRun(_client);
        rpc.Request(1, "account.add", """{"jid":"alice@example.org","password":"p","register":true,"asksForm":true}""");
        await rpc.ReadAsync();

        await patience.CancelAsync();

        Assert.Equal(7, (await rpc.ReadAsync()).GetProperty("error").GetProperty("data").GetProperty("exitCode").GetInt32());
        var late = await rpc.CallAsync("account.fillForm", """{"account":"alice@example.org","answers":{"ocr":"teapot"}}""");
        Assert.Equal(-32602, late.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("""{"jid":"alice@example.org","password":"p","register":true,"form":["ocr"]}""")]
    [InlineData("""{"jid":"alice@example.org","password":"p","register":true,"form":{"ocr":1}}""")]
    [InlineData("""{"jid":"alice@example.org","password":"p","register":true,"form":{"ocr":"\ud800"}}""")]
    public async Task Answers_are_texts(string parameters)
    {
        await using var rpc = new RpcRun(_client);
        Assert.Equal(-32602, (await rpc.CallAsync("account.add", parameters)).GetProperty("error").GetProperty("code").GetInt32());
        await _client.Accounts.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task A_program_that_does_not_want_to_be_asked_is_not()
    {
        await using var rpc = new RpcRun(_client);
        var refused = await rpc.CallAsync(
            "account.add",
            """{"jid":"alice@example.org","password":"p","register":true,"form":{"mail":"m"}}"""
        );
        Assert.Equal("notSupported", refused.GetProperty("error").GetProperty("data").GetProperty("reason").GetString());

        var known = await rpc.CallAsync("account.add", """{"jid":"alice@example.org","password":"p","register":true,"form":{"ocr":"x"}}""");
        Assert.True(known.TryGetProperty("result", out _));
    }
}
