// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Terminal;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>Registering at a real server that wants to know what a picture shows (XEP-0158), by a person at a terminal and by a program.</summary>
public sealed class CliRegistrationTests
{
    [Fact]
    public async Task Who_says_what_the_picture_shows_gets_an_account_at_a_terminal_and_by_JSON_RPC()
    {
        await using var server = await EjabberdServer.StartAsync(new EjabberdOptions { Captcha = true });
        using var profile = new CliProfile();
        var jid = server.Jid("newcomer");
        string[] register = ["account", "register", jid, "--password-env", "PASSWORD", .. CliProfile.Route(server)];

        var line = await profile.FailAsync(1, register);
        Assert.Contains("ocr", line, StringComparison.Ordinal);
        Assert.Empty(await profile.JsonAsync("account", "list"));

        using (var terminal = new TmuxSession([CliProfile.Program, .. profile.Arguments(register)], profile.Environment))
        {
            await terminal.UntilAsync("/1.png");
            await terminal.UntilAsync(screen => screen.TrimEnd().EndsWith(':'), "The question");
            terminal.Type(server.CaptchaText, "Enter");
            var code = await terminal.UntilEndedAsync();
            Assert.True(code == 0, terminal.Screen);
        }

        Assert.Equal(jid, (string?)Assert.Single(await profile.JsonAsync("account", "list"))["jid"]);

        await using var rpc = new RpcSession(profile);
        await RegisterAsync(rpc, server, "robot", answer => answer["refuse"] = true, "notSupported");
        await RegisterAsync(
            rpc,
            server,
            "robot",
            answer => answer["answers"] = new JsonObject { ["ocr"] = "not what it shows" },
            "notSupported"
        );
        await RegisterAsync(rpc, server, "robot", answer => answer["answers"] = new JsonObject { ["ocr"] = server.CaptchaText }, null);
        Assert.Equal(2, (await rpc.CallAsync("account.list"))["accounts"]!.AsArray().Count);
    }

    private static async Task RegisterAsync(RpcSession rpc, EjabberdServer server, string user, Action<JsonObject> answer, string? reason)
    {
        var asked = rpc.Of("registrationForm").Count();
        var adding = rpc.AskAsync(
            "account.add",
            new JsonObject
            {
                ["jid"] = server.Jid(user),
                ["password"] = CliProfile.Password,
                ["server"] = $"127.0.0.1:{server.Port}",
                ["ca"] = server.CaFile,
                ["register"] = true,
                ["asksForm"] = true,
            }
        );
        var form = await rpc.WaitForAsync("registrationForm", _ => rpc.Of("registrationForm").Count() > asked);
        var question = Assert.Single(form["fields"]!.AsArray(), field => field!["picture"] is not null)!;
        Assert.Equal(("ocr", "image/png"), ((string)question["name"]!, (string)question["pictureType"]!));
        var said = new JsonObject { ["account"] = server.Jid(user) };
        answer(said);
        await rpc.CallAsync("account.fillForm", said);
        var result = await adding;
        Assert.Equal(reason, (string?)result!["error"]?["data"]?["reason"]);
        Assert.Equal(reason is null, result["result"] is not null);
    }
}
