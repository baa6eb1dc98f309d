// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Client;

public sealed class RegistrationTests
{
    private const string Legacy = "<query xmlns='jabber:iq:register'><instructions>i</instructions><username/><password/><email/></query>";
    private const string Form = """
        <query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>
        <field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field>
        <field type='hidden' var='token'><value>t1</value></field>
        <field type='fixed'><value>Welcome</value></field>
        <field type='text-single' var='username' label='Name'><required/></field>
        <field type='text-private' var='password'><required/></field>
        <field type='text-single' var='email'/>{0}</x></query>
        """;

    [Theory]
    [InlineData(Legacy)]
    [InlineData(Form)]
    public async Task An_account_is_registered_before_the_first_login_only(string wanted)
    {
        await using var server = NewServer(wanted, out var submitted);
        await using var client = new TestClient(Options(server));

        await client.Client.ConnectAsync();
        (await server.AcceptAsync()).Drop();
        await client.ReachAsync(Accounts.ConnectionState.Connecting);
        await client.ReachAsync(Accounts.ConnectionState.Connecting);
        await client.ReachAsync(Accounts.ConnectionState.Online);

        var query = Assert.Single(submitted);
        if (wanted == Legacy)
        {
            Assert.Equal("carol", query.Child("username", "jabber:iq:register")!.Text);
            Assert.Equal("new secret", query.Child("password", "jabber:iq:register")!.Text);
            return;
        }

        var form = ChatSecure.Network.Xeps.DataForms.DataForm.Read(query.Child("x", "jabber:x:data"))!;
        Assert.Equal("submit", form.Type);
        Assert.Equal(["FORM_TYPE", "token", "username", "password"], form.Fields.Select(field => field.Name));
        Assert.Equal(["jabber:iq:register", "t1", "carol", "new secret"], form.Fields.Select(field => field.Value));
    }

    [Theory]
    [InlineData("<query xmlns='jabber:iq:register'><username/><password/><name/></query>", "more than")]
    [InlineData("<query xmlns='jabber:iq:register'><instructions>web</instructions></query>", "elsewhere")]
    [InlineData("<other xmlns='x'/>", "elsewhere")]
    [InlineData("FORM<field type='text-single' var='age'><required/></field>", "more than")]
    [InlineData("FORM<field type='text-single' var='ocr'><required/></field>", "captcha")]
    [InlineData("<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'/></query>", "does not ask")]
    public async Task A_server_that_wants_more_is_not_supported(string wanted, string why)
    {
        var xml = wanted.StartsWith("FORM", StringComparison.Ordinal) ? Form.Replace("{0}", wanted[4..], StringComparison.Ordinal) : wanted;
        await using var server = NewServer(xml, out var submitted);

        var failure = await TestClient.FailAsync(Options(server));

        Assert.Equal(ErrorKind.NotSupported, failure.Kind);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Empty(submitted);
    }

    [Theory]
    [InlineData("conflict", ErrorKind.InvalidInput, "taken")]
    [InlineData("not-acceptable", ErrorKind.NotSupported, "more than")]
    [InlineData("not-allowed", ErrorKind.NotSupported, "does not let")]
    [InlineData("resource-constraint", ErrorKind.Protocol, "resource-constraint")]
    public async Task A_refusal_is_explained(string condition, ErrorKind kind, string why)
    {
        await using var server = NewServer(Legacy, out _);
        server.OnIq("set", "query", "jabber:iq:register", _ => throw new StanzaErrorException(condition));

        var failure = await TestClient.FailAsync(Options(server));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_wants_beyond_a_name_and_a_password_a_person_says()
    {
        await using var server = NewServer(
            Form.Replace("{0}", "<field type='text-single' var='age'><required/></field>", StringComparison.Ordinal),
            out var submitted
        );
        await using var client = new TestClient(
            Options(server) with
            {
                RegistrationForm = (form, _) =>
                    ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(
                        form.Fields.Where(field => field.IsRequired).ToDictionary(field => field.Name, _ => "13")
                    ),
            }
        );

        await client.Client.ConnectAsync();

        var form = ChatSecure.Network.Xeps.DataForms.DataForm.Read(Assert.Single(submitted).Child("x", "jabber:x:data"))!;
        Assert.Equal("13", form["age"]?.Value);
    }

    [Fact]
    public async Task A_person_who_gives_up_registers_nothing()
    {
        await using var server = NewServer(
            Form.Replace("{0}", "<field type='text-single' var='ocr'><required/></field>", StringComparison.Ordinal),
            out var submitted
        );

        var failure = await TestClient.FailAsync(
            Options(server) with
            {
                RegistrationForm = (_, _) => ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(null),
            }
        );

        Assert.Equal(ErrorKind.NotSupported, failure.Kind);
        Assert.Empty(submitted);
    }

    [Fact]
    public async Task A_token_is_not_sent_to_a_server_that_does_not_say_it_takes_tokens()
    {
        await using var server = NewServer(Legacy, out var submitted);
        var tokens = 0;
        server.OnIq(
            "set",
            "preauth",
            "urn:xmpp:pars:0",
            _ =>
            {
                tokens++;
                return null;
            }
        );
        await using var client = new TestClient(Options(server) with { RegistrationToken = "secret-token" });

        await client.Client.ConnectAsync();

        Assert.Single(submitted);
        Assert.Equal(0, tokens);
    }

    private static XmppClientOptions Options(ScriptedXmppServer server) =>
        TestClient.Options(server, "carol", "new secret") with
        {
            Register = true,
        };

    private static ScriptedXmppServer NewServer(string wanted, out List<XmppElement> submitted)
    {
        var server = ScriptedXmppServer.Start();
        var forms = submitted = [];
        var xml = Encoding.UTF8.GetBytes(wanted.Replace("{0}", string.Empty, StringComparison.Ordinal));
        server.OnIq("get", "query", "jabber:iq:register", _ => XmppElement.Parse(xml));
        server.OnIq(
            "set",
            "query",
            "jabber:iq:register",
            request =>
            {
                forms.Add(request.Payload!);
                server.Options = server.Options with { Users = new Dictionary<string, string> { ["carol"] = "new secret" } };
                return null;
            }
        );
        return server;
    }
}
