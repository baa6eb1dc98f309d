// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Xeps.Archive;

/// <summary>The server's archive of messages (XEP-0313, <c>urn:xmpp:mam:2</c>), read page by page. Safe for concurrent use.</summary>
public sealed partial class ArchiveModule : IXmppModule
{
    /// <summary>The feature to look for at our account's bare address: without it there is no archive, and ids by our account in direct messages are no archive
    /// ids (XEP-0313, section 3.5).</summary>
    public const string Feature = ArchivePayload.Namespace;

    /// <summary>The greatest number of messages in a page.</summary>
    public const int MaxPage = 250;

    private readonly ConcurrentDictionary<string, PendingPage> _pending = new();
    private IXmppSession? _session;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.InterceptMessages(Intercept);
    }

    /// <summary>Fetches a page. Where the messages are so large that they would fill the memory (8 MiB), fewer than asked for.</summary>
    /// <param name="query">Which one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentException">The query asks for less than 1 or more than <see cref="MaxPage"/> messages, or both after and before an
    /// id.</exception>
    /// <exception cref="StanzaErrorException">The archive refused; <c>item-not-found</c> if it has no message with that id (any more).</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: the answer is malformed, has more messages than asked for, or would have us ask
    /// for the same page for ever. Or no answer came, or we are offline.</exception>
    public async Task<ArchivePage> QueryAsync(ArchiveQuery query, CancellationToken cancellationToken = default)
    {
        if (query.Max is < 1 or > MaxPage || (query.AfterId is not null && query.BeforeId is not null))
        {
            throw new ArgumentException("Ask for 1 to 250 messages, after one id or before one id.", nameof(query));
        }

        for (var max = query.Max; ; max = (max + 3) / 4)
        {
            if (await TryQueryAsync(query with { Max = max }, cancellationToken).ConfigureAwait(false) is { } page)
            {
                return page;
            }
        }
    }

    // Null if the page is too heavy, which one of a single message never is.
    private async Task<ArchivePage?> TryQueryAsync(ArchiveQuery query, CancellationToken cancellationToken)
    {
        var session = _session.Attached();
        var queryId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var pending = new PendingPage(query.Archive?.Bare ?? session.Account, query.Max);
        _pending[queryId] = pending;
        IqStanza end;
        try
        {
            var request = new IqStanza("set", ArchivePayload.WriteQuery(query, queryId), query.Archive);
            end = await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(queryId, out _);
        }

        var messages = pending.Close();
        if (messages is not null && pending.IsTooHeavy)
        {
            return null;
        }

        if (messages is null || ArchivePayload.ReadEnd(end.Payload, messages) is not { } page || !Advances(query, page))
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The archive's answer is malformed or not the page that was asked for.");
        }

        return page;
    }

    // A page that is not the last but ends where it began would be asked for again and again.
    private static bool Advances(ArchiveQuery query, ArchivePage page) =>
        page.IsComplete
        || (
            query.BeforeId is null
                ? page.LastId is not null && page.LastId != query.AfterId
                : page.FirstId is not null && page.FirstId != query.BeforeId
        );

    // Whatever claims to be a result ends here; it counts only if we asked whoever sent it and wait for it.
    private bool Intercept(MessageStanza message)
    {
        if (message.Element.Child("result", ArchivePayload.Namespace) is not { } result)
        {
            return false;
        }

        var session = _session.Attached();
        if (
            result["queryid"] is not { } queryId
            || !_pending.TryGetValue(queryId, out var pending)
            || !IsFrom(message, pending.Archive, session)
        )
        {
            LogDropped(session.Logger);
            return true;
        }

        if (!message.IsError)
        {
            pending.Add(ArchivePayload.ReadResult(result, pending.Archive, session.Account));
        }

        return true;
    }

    private static bool IsFrom(MessageStanza message, Jid archive, IXmppSession session) =>
        archive == session.Account ? session.IsOwnAccount(message) : message.From == archive;

    [LoggerMessage(Level = LogLevel.Warning, Message = "An archive result that nobody asked for was dropped.")]
    private static partial void LogDropped(ILogger logger);
}
