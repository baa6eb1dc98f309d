// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>Takes one connection from TCP to a bound stream, as far as the options let it come.</summary>
internal sealed class ServerNegotiation(ScriptedXmppServer server, ServerStream stream)
{
    private const string Tls = ServerOffer.Tls;
    private const string Sasl = ServerOffer.Sasl;
    private const string Bind = ServerOffer.Bind;
    private const string Errors = "urn:ietf:params:xml:ns:xmpp-streams";

    private readonly ScriptedServerOptions _options = server.Options;
    private readonly ServerOffer _offer = new(server.Options);
    private string? _serverName;
    private string? _user;

    /// <summary>Runs until the client is ready; null if it never is.</summary>
    public async Task<ScriptedSession?> RunAsync(CancellationToken cancellationToken)
    {
        if (_options.Tls == TlsMode.Direct)
        {
            await SecureAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!await StartTlsAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var session = await LoginAsync(cancellationToken).ConfigureAwait(false);
        return session ?? (_user is null ? null : await BindAsync(_user, cancellationToken).ConfigureAwait(false));
    }

    private bool Has(ServerFaults fault) => _options.Faults.HasFlag(fault);

    private async Task<bool> StartTlsAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await stream.SendAsync(_offer.BeforeTls(), cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } element)
        {
            server.NoteInClear(element);
            if (element.Is("starttls", Tls))
            {
                return await ProceedAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return false;
    }

    private async Task<bool> ProceedAsync(CancellationToken cancellationToken)
    {
        if (Has(ServerFaults.StartTlsFails))
        {
            await stream.SendAsync(new XmppElement("failure", Tls), cancellationToken).ConfigureAwait(false);
            return false;
        }

        var proceed = new XmppElement("proceed", Tls).ToUtf8();
        if (Has(ServerFaults.GarbageAfterProceed))
        {
            proceed = [.. proceed, .. "<stream:features xmlns:stream='http://etherx.jabber.org/streams'/>"u8];
        }

        await stream.WriteAsync(proceed, cancellationToken).ConfigureAwait(false);
        await SecureAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream.Transport);
        stream.Use(tls);
        await tls.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    _serverName = hello.ServerName;
                    return ValueTask.FromResult(
                        new SslServerAuthenticationOptions
                        {
                            ServerCertificate = server.Certificate,
                            ApplicationProtocols = _options.Tls == TlsMode.Direct ? [new SslApplicationProtocol("xmpp-client")] : null,
                        }
                    );
                },
                this,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    // Until the client is in; the session if that came with it.
    private async Task<ScriptedSession?> LoginAsync(CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        await stream.SendAsync(_offer.BeforeLogin(), cancellationToken).ConfigureAwait(false);
        if (Has(ServerFaults.MessageBeforeLogin))
        {
            var message = new MessageStanza(to: null) { Body = "too early" };
            await stream.SendAsync(message.Element, cancellationToken).ConfigureAwait(false);
        }

        SaslServer? sasl = null;
        while (_user is null && await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } element)
        {
            if (element.Is("iq", Stanza.ClientNamespace) && server.Answer(new IqStanza(element)) is { } answer)
            {
                await stream.SendAsync(answer.Element, cancellationToken).ConfigureAwait(false);
            }
            else if (element.Is("authenticate", ServerOffer.Sasl2) && _options.Sasl2 is { } sasl2)
            {
                server.NoteLogin(element);
                var login = new Sasl2Login(server, stream, NewSasl(element["mechanism"]!), sasl2, element);
                await login.RunAsync(cancellationToken).ConfigureAwait(false);
                if (login.User is not null)
                {
                    return await EnterAsync(login, cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                if (element.Is("auth", Sasl))
                {
                    server.NoteLogin(element);
                    sasl = NewSasl(element["mechanism"]!);
                }

                await AnswerAsync(sasl, element, cancellationToken).ConfigureAwait(false);
            }
        }

        if (_user is not null)
        {
            await stream.OpenAsync(_options.Domain, cancellationToken).ConfigureAwait(false);
            await stream.SendAsync(_offer.AfterLogin(), cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private SaslServer? NewSasl(string mechanism) =>
        _options.Mechanisms.Contains(mechanism)
            ? new(
                mechanism,
                server.Options.Users,
                SHA256.HashData(server.Certificate.RawData),
                _options.Faults,
                stream.Transport is SslStream tls ? _offer.Proof(mechanism, tls) : string.Empty
            )
            : null;

    private async Task AnswerAsync(SaslServer? sasl, XmppElement element, CancellationToken cancellationToken)
    {
        var reply = sasl?.Take(element.Text == "=" ? [] : Convert.FromBase64String(element.Text));
        var name = sasl switch
        {
            { HasSucceeded: true } => "success",
            { HasFailed: false } => "challenge",
            _ => "failure",
        };
        var text = reply is null ? string.Empty : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(reply));
        var outcome =
            name == "failure" ? new XmppElement(name, Sasl).Add(new XmppElement("not-authorized", Sasl)) : new(name, Sasl) { Text = text };
        await stream.SendAsync(outcome, cancellationToken).ConfigureAwait(false);
        _user = name == "success" ? sasl!.User : null;
    }

    // After SASL2 the stream goes on as it is.
    private async Task<ScriptedSession?> EnterAsync(Sasl2Login login, CancellationToken cancellationToken)
    {
        _user = login.User;
        if (!login.IsResumed)
        {
            await stream.SendAsync(_offer.AfterLogin(), cancellationToken).ConfigureAwait(false);
        }

        foreach (var stanza in login.Again)
        {
            await stream.WriteAsync(stanza, cancellationToken).ConfigureAwait(false);
        }

        return login.Stream is { } state ? NewSession(state, login.IsResumed, login.IsManaged) : null;
    }

    private async Task<ScriptedSession?> BindAsync(string user, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } element)
        {
            if (element.Is("resume", ScriptedSession.ManagementNamespace))
            {
                if (await ResumeAsync(element, cancellationToken).ConfigureAwait(false) is { } resumed)
                {
                    return resumed;
                }
            }
            else if (element.Is("iq", Stanza.ClientNamespace) && new IqStanza(element) is { Payload: { Name: "bind" } bind } request)
            {
                var resource = bind.Child("resource", Bind)?.Text ?? Guid.NewGuid().ToString("N");
                var address = Jid.Parse($"{(Has(ServerFaults.BindsStranger) ? "mallory" : user)}@{_options.Domain}/{resource}");
                var jid = new XmppElement("jid", Bind) { Text = address.ToString() };
                var result = request.CreateResult(new XmppElement("bind", Bind).Add(jid));
                await stream.SendAsync(result.Element, cancellationToken).ConfigureAwait(false);
                return NewSession(new ResumableStream(address), isResumed: false, isManaged: false);
            }
        }

        return null;
    }

    private async Task<ScriptedSession?> ResumeAsync(XmppElement resume, CancellationToken cancellationToken)
    {
        if (Has(ServerFaults.ForgetsStreams) || !server.Resumable.TryGetValue(resume["previd"] ?? string.Empty, out var state))
        {
            await stream.SendAsync(new XmppElement("failed", ScriptedSession.ManagementNamespace), cancellationToken).ConfigureAwait(false);
            return null;
        }

        var count = state.Received + (Has(ServerFaults.CountTooHigh) ? 1000u : 0u);
        var resumed = new XmppElement("resumed", ScriptedSession.ManagementNamespace)
        {
            ["previd"] = state.Id,
            ["h"] = count.ToString(CultureInfo.InvariantCulture),
        };
        await stream.SendAsync(resumed, cancellationToken).ConfigureAwait(false);
        foreach (var stanza in state.Acknowledge(uint.Parse(resume["h"]!, CultureInfo.InvariantCulture)))
        {
            await stream.WriteAsync(stanza, cancellationToken).ConfigureAwait(false);
        }

        return NewSession(state, isResumed: true, isManaged: true);
    }

    private ScriptedSession NewSession(ResumableStream state, bool isResumed, bool isManaged)
    {
        stream.Tamper = null;
        stream.Drips = Has(ServerFaults.SlowDrip);
        var protocol = (stream.Transport as SslStream)?.NegotiatedApplicationProtocol.ToString();
        return new(server, stream, _options, state, isResumed, isManaged) { ServerName = _serverName, ApplicationProtocol = protocol };
    }

    // False if the client is not to come any further.
    private async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (Has(ServerFaults.Silent))
        {
            await stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        if (await stream.OpenAsync(_options.Domain, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        var condition =
            _options.StreamError ?? (_options.SeeOtherHost is not null && stream.Transport is SslStream ? "see-other-host" : null);
        if (condition is null)
        {
            return true;
        }

        var error = new XmppElement("error", XmppStreamReader.StreamNamespace).Add(
            new XmppElement(condition, Errors) { Text = _options.SeeOtherHost ?? string.Empty }
        );
        await stream.SendAsync(error, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync("</stream:stream>"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        return false;
    }
}
