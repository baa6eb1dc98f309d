// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>HTTP file upload (XEP-0363): finds the account's service and asks it for slots. <see cref="HttpTransfer"/> moves the bytes. Safe for concurrent
/// use.</summary>
public sealed class HttpUploadModule : IXmppModule
{
    /// <summary>The namespace, and the feature to look for at services.</summary>
    public const string Namespace = UploadPayload.Namespace;

    // Servers have a handful of services; each costs a request.
    private const int MaxServices = 32;

    private readonly DiscoveryModule _discovery;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Finds services.</param>
    public HttpUploadModule(DiscoveryModule discovery) => _discovery = discovery;

    /// <summary>Whether files may be put at a host (its name, lower case) that belongs neither to the account's domain nor to its upload service; null for
    /// none. A slot elsewhere is refused: it would tell a third party our address, what we send and when.</summary>
    public Func<string, bool>? IsForeignHostAllowed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Finds the upload service of our server.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The first service that takes files; null if there is none.</returns>
    /// <exception cref="StanzaErrorException">The server refused to list its services.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<UploadService?> FindServiceAsync(CancellationToken cancellationToken = default) =>
        (await FindServicesAsync(1, cancellationToken).ConfigureAwait(false)) is [var first, ..] ? first : null;

    /// <summary>Finds the upload services of our server.</summary>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The services, in the server's order.</returns>
    /// <exception cref="StanzaErrorException">The server refused to list its services.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<IReadOnlyList<UploadService>> FindServicesAsync(int limit, CancellationToken cancellationToken = default)
    {
        var found = new List<UploadService>();
        var server = Jid.Parse(_session.Attached().Account.Domain);
        var items = await _discovery.QueryItemsAsync(server, null, cancellationToken).ConfigureAwait(false);
        Jid[] candidates = [server, .. items.Where(item => item.Node is null).Select(item => item.Jid).Distinct().Take(MaxServices)];
        foreach (var candidate in candidates)
        {
            if (found.Count >= limit)
            {
                break;
            }

            try
            {
                var info = await _discovery.QueryInfoAsync(candidate, null, cancellationToken).ConfigureAwait(false);
                if (info.HasFeature(Namespace))
                {
                    found.Add(new(candidate, UploadPayload.ReadMaxFileSize(info)));
                }
            }
            catch (ChatSecureException e) when (e.Kind is ErrorKind.Protocol or ErrorKind.TimedOut)
            {
                // A service that does not answer is not the one.
            }
        }

        return found;
    }

    /// <summary>Asks for a place for a file. To be used soon: services forget slots within minutes.</summary>
    /// <param name="service">The service.</param>
    /// <param name="fileName">The name, which becomes part of the address that others see: an encrypted file has a random one.</param>
    /// <param name="size">The size in bytes, as it is sent.</param>
    /// <param name="contentType">The media type, which the service sees; an encrypted file has none but the default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The slot.</returns>
    /// <exception cref="ArgumentException">The size is negative, the name is empty, or the media type is malformed.</exception>
    /// <exception cref="StanzaErrorException">The service refused, such as for a quota.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the file is too large. <see cref="ErrorKind.Protocol"/>: the slot is
    /// malformed, not https, or at a host that is not allowed. Or no answer came, or we are offline.</exception>
    public async Task<UploadSlot> RequestSlotAsync(
        UploadService service,
        string fileName,
        long size,
        string contentType = "application/octet-stream",
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var type = FileMetadataPayload.ReadMediaType(contentType) ?? throw new ArgumentException("Not a media type.", nameof(contentType));
        if (size > service.MaxFileSize)
        {
            throw TooLarge();
        }

        var slot = await AskAsync(service, UploadPayload.WriteRequest(fileName, size, type), cancellationToken).ConfigureAwait(false);
        return UploadPayload.ReadSlot(slot.Payload, size, type) is not { } read
                ? throw new ChatSecureException(ErrorKind.Protocol, "The upload slot is malformed or not https.")
            : IsAllowed(read.Put.IdnHost, service) ? read
            : throw new ChatSecureException(ErrorKind.Protocol, "The upload slot is at a foreign host that is not allowed.");
    }

    private async Task<IqStanza> AskAsync(UploadService service, Xml.XmppElement request, CancellationToken cancellationToken)
    {
        try
        {
            return await _session.Attached().RequestAsync(new("get", request, service.Address), cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.ApplicationCondition == "file-too-large")
        {
            throw TooLarge();
        }
    }

    private bool IsAllowed(string host, UploadService service)
    {
        host = host.ToLowerInvariant();
        return HostNames.IsWithin(host, _session.Attached().Account.Domain)
            || HostNames.IsWithin(host, service.Address.Domain)
            || IsForeignHostAllowed?.Invoke(host) == true;
    }

    private static ChatSecureException TooLarge() =>
        new(ErrorKind.InvalidInput, "The file is larger than the service takes.") { Condition = "file-too-large" };
}
