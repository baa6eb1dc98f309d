// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Registration;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>account.*</c> and <c>doctor</c></summary>
internal sealed class AccountMethods(Session session, OpenForms forms) : IRpcMethodGroup
{
    // 30 days, the most that the engine takes.
    private const int MaxInvitation = 2_592_000;

    private IAccounts Accounts => session.Client.Accounts;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("account.add", AddAsync),
            ("account.fillForm", FillFormAsync),
            ("account.list", ListAsync),
            ("account.connect", ConnectAsync),
            ("account.stayConnected", StayConnectedAsync),
            ("account.disconnect", DisconnectAsync),
            ("account.remove", RemoveAsync),
            ("account.changePassword", ChangePasswordAsync),
            ("account.move", MoveAsync),
            ("account.invite", InviteAsync),
            ("account.readLink", ReadLinkAsync),
            ("doctor", DoctorAsync),
        ];

    private async Task<Action<Utf8JsonWriter>> AddAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var jid = parameters.Jid("jid");
        var register = parameters.Flag("register");
        using var password = parameters.Password("password");
        var settings = await SettingsAsync(jid, parameters, cancellationToken);
        var invitation = parameters.OptionalString("invitation");
        var (known, asks) = (parameters.Texts("form"), parameters.Flag("asksForm"));
        var request = new AddAccountRequest(settings, password.Utf8, register)
        {
            FillForm = register && (asks || known.Count > 0) ? (form, token) => FillAsync(jid, form, known, asks, token) : null,
            InvitationToken =
                invitation is null ? null
                : Accounts.ReadLink(invitation) is { AllowsRegistration: true, Token: { } token } ? token
                : throw RpcException.InvalidParams("invitation: expected an xmpp: link that allows to register."),
        };
        await Accounts.AddAsync(request, cancellationToken);
        return Describe(jid);
    }

    private async ValueTask<IReadOnlyDictionary<string, string>?> FillAsync(
        Jid account,
        RegistrationForm form,
        IReadOnlyDictionary<string, string> known,
        bool asks,
        CancellationToken cancellationToken
    )
    {
        if (FormAnswers.Missing(form, known).Count == 0)
        {
            return FormAnswers.Complete(form, known);
        }

        var said = asks ? await forms.AskAsync(account, form, cancellationToken) : null;
        return said is null
            ? null
            : FormAnswers.Complete(form, new Dictionary<string, string>([.. known.Where(k => !said.ContainsKey(k.Key)), .. said]));
    }

    private Task<Action<Utf8JsonWriter>> FillFormAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var answers = parameters.Flag("refuse") ? null : parameters.Texts("answers");
        return forms.Answer(parameters.Account(), answers)
            ? Task.FromResult(RpcResult.Done)
            : throw RpcException.InvalidParams("account: expected one of which a registrationForm waits for its answer.");
    }

    /// <summary>What the request says; for the rest the global options that the program was started with.</summary>
    private async Task<AccountSettings> SettingsAsync(Jid jid, RpcParams parameters, CancellationToken cancellationToken)
    {
        var server = parameters.OptionalString("server");
        var tls = parameters.OptionalEnum<TlsMode>("tls") ?? TlsMode.StartTls;
        var ca = parameters.OptionalString("ca");
        var pins = parameters.Strings("pins");
        var proxy = parameters.OptionalString("proxy");
        ServerAddress? address = null;
        if (server is not null && !ServerAddress.TryParse(server, tls, out address))
        {
            throw RpcException.InvalidParams("server: expected HOST:PORT.");
        }

        var webSocket = parameters.OptionalString("websocket");
        if (webSocket is not null && (server is not null || !InputFormats.IsWebSocket(webSocket)))
        {
            throw RpcException.InvalidParams("websocket: expected a wss:// address, and no server.");
        }

        if (!pins.All(InputFormats.IsPin))
        {
            throw RpcException.InvalidParams("pins: expected sha256/ and the base64 of 32 bytes.");
        }

        if (proxy is not null && !InputFormats.IsProxy(proxy))
        {
            throw RpcException.InvalidParams($"proxy: expected {InputFormats.ProxyFormat}.");
        }

        var own = new Route
        {
            Server = address,
            WebSocket = webSocket is null ? null : new Uri(webSocket),
            AuthoritiesPem = ca is null ? null : await PemAsync(ca, cancellationToken),
            Pins = pins,
            Proxy = proxy,
        };
        return own.ApplyTo(session.Route.ApplyTo(new() { Jid = jid, AddedAt = session.Time.GetUtcNow() }));
    }

    // A program may pass the certificates themselves or, as on the command line, the file that holds them.
    private static async Task<string> PemAsync(string ca, CancellationToken cancellationToken)
    {
        try
        {
            return ca.Contains("-----BEGIN", StringComparison.Ordinal) ? ca : await Route.ReadPemAsync(ca, cancellationToken);
        }
        catch (CliException exception)
        {
            throw RpcException.InvalidParams(exception.Message);
        }
    }

    private async Task<Action<Utf8JsonWriter>> ListAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var accounts = await Accounts.ListAsync(cancellationToken);
        var states = accounts.Select(account => (account.Jid, Accounts.GetStatus(account.Jid).State)).ToList();
        return json => JsonShapes.Array(json, "accounts", states, account => JsonShapes.Account(json, account.Jid, account.State));
    }

    private async Task<Action<Utf8JsonWriter>> ConnectAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var account = parameters.Account();
        await Accounts.ConnectAsync(account, cancellationToken);
        return Describe(account);
    }

    private async Task<Action<Utf8JsonWriter>> StayConnectedAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var account = parameters.Account();
        await Accounts.StayConnectedAsync(account, cancellationToken);
        return Describe(account);
    }

    private async Task<Action<Utf8JsonWriter>> DisconnectAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var account = parameters.Account();
        await Accounts.DisconnectAsync(account, cancellationToken);
        return Describe(account);
    }

    private async Task<Action<Utf8JsonWriter>> RemoveAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Accounts.RemoveAsync(parameters.Account(), parameters.Flag("serverToo"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> ChangePasswordAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        using var password = parameters.Password("newPassword");
        await Accounts.ChangePasswordAsync(parameters.Account(), password.Utf8, cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> MoveAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var told = await Accounts.MoveAsync(parameters.Account(), parameters.Jid("to"), cancellationToken);
        return json => json.WriteNumber("told", told);
    }

    private async Task<Action<Utf8JsonWriter>> InviteAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var invitation = new NewInvitation
        {
            Name = parameters.OptionalString("name"),
            For = parameters.OptionalJid("for"),
            Validity = parameters.OptionalDuration("seconds", MaxInvitation),
            AllowsRegistration = parameters.Flag("register"),
        };
        var link = await Accounts.InviteAsync(parameters.Account(), invitation, cancellationToken);
        return json => JsonShapes.Invitation(json, link);
    }

    private Task<Action<Utf8JsonWriter>> ReadLinkAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var link = Accounts.ReadLink(parameters.String("uri")) ?? throw RpcException.InvalidParams("uri: expected an xmpp: link.");
        return Task.FromResult<Action<Utf8JsonWriter>>(json => JsonShapes.ChatLink(json, link));
    }

    private async Task<Action<Utf8JsonWriter>> DoctorAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var account = parameters.Account();
        var findings = await Accounts.DiagnoseAsync(account, cancellationToken);
        return json => JsonShapes.Findings(json, account, findings);
    }

    private Action<Utf8JsonWriter> Describe(Jid account)
    {
        var state = Accounts.GetStatus(account).State;
        return json => JsonShapes.Account(json, account, state);
    }
}
