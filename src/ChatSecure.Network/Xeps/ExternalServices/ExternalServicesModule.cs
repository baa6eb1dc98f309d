// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ExternalServices;

/// <summary>External service discovery (XEP-0215): asks our server, and nobody else, for STUN and TURN and the like. Safe for concurrent use.</summary>
public sealed class ExternalServicesModule : IXmppModule
{
    /// <summary>The namespace, and the feature to look for at the server.</summary>
    public const string Namespace = "urn:xmpp:extdisco:2";

    /// <summary>The greatest number of services that are read.</summary>
    public const int MaxServices = 64;

    private const int MaxText = 255;
    private const int MaxSecret = 1024;

    private IXmppSession? _session;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Asks for services.</summary>
    /// <param name="type">Of which type; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The services; malformed ones and those whose login has ended are left out.</returns>
    /// <exception cref="StanzaErrorException">The server does not know any, or refused.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<IReadOnlyList<ExternalService>> FetchAsync(string? type = null, CancellationToken cancellationToken = default)
    {
        var services = await AskAsync(new XmppElement("services", Namespace) { ["type"] = type }, cancellationToken).ConfigureAwait(false);
        return [.. services.Where(service => type is null || service.Type == type)];
    }

    /// <summary>Asks for a login.</summary>
    /// <param name="service">Where.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The service with its login; null if the server gave none for this one.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<ExternalService?> FetchCredentialsAsync(ExternalService service, CancellationToken cancellationToken = default)
    {
        var wanted = new XmppElement("service", Namespace)
        {
            ["host"] = service.Host,
            ["type"] = service.Type,
            ["port"] = service.Port?.ToString(CultureInfo.InvariantCulture),
        };
        var answers = await AskAsync(new XmppElement("credentials", Namespace).Add(wanted), cancellationToken).ConfigureAwait(false);
        var match = answers.FirstOrDefault(answer =>
            answer.Host == service.Host
            && answer.Type == service.Type
            && (answer.Port ?? service.Port) == service.Port
            && answer is { UserName: not null, Password: not null }
        );
        return match is null ? null : service with { UserName = match.UserName, Password = match.Password, ExpiresAt = match.ExpiresAt };
    }

    private async Task<IEnumerable<ExternalService>> AskAsync(XmppElement query, CancellationToken cancellationToken)
    {
        var session = _session.Attached();
        var request = new IqStanza("get", query, Jid.Parse(session.Account.Domain));
        var result = await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        if (result.Payload is not { Children.Count: <= MaxServices } answer || !answer.Is(query.Name, Namespace))
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The list of external services is malformed or too long.");
        }

        var now = session.Time.GetUtcNow();
        return answer
            .Elements("service", Namespace)
            .Select(Read)
            .OfType<ExternalService>()
            .Where(service => service.ExpiresAt is not { } end || end > now);
    }

    private static ExternalService? Read(XmppElement element)
    {
        var (port, expires) = (element["port"], element["expires"]);
        var number = 0;
        DateTimeOffset end = default;
        if (
            element["type"] is not { Length: > 0 and <= MaxText } type
            || element["host"] is not { Length: > 0 and <= MaxText } host
            || Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown
            || (
                port is not null
                && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > 65535)
            )
            || (expires is not null && !XmppDateTime.TryParse(expires, out end))
        )
        {
            return null;
        }

        return new()
        {
            Type = type,
            Host = host,
            Port = port is null ? null : number,
            Transport = element["transport"]?.ToLowerInvariant() is { } transport and ("udp" or "tcp") ? transport : null,
            UserName = element["username"] is { Length: > 0 and <= MaxSecret } user ? user : null,
            Password = element["password"] is { Length: > 0 and <= MaxSecret } password ? password : null,
            ExpiresAt = expires is null ? null : end,
            IsRestricted = element["restricted"] is "true" or "1",
        };
    }
}
