// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Routing;

/// <summary>Who waits for which answer. An answer counts only with the id, the kind of stanza and the sender that were asked; everything else is nobody's
/// answer (CVE-2014-0364, CVE-2024-46957 were such mistakes). Safe for concurrent use.</summary>
internal sealed class IqTracker(Jid account, TimeProvider time, TimeSpan timeout)
{
    private readonly ConcurrentDictionary<string, Pending> _pending = new(StringComparer.Ordinal);

    /// <summary>Gives a request its id, sends it and waits for its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bound">Our full address.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IqStanza> AskAsync(
        IqStanza request,
        Jid bound,
        Func<IqStanza, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken
    )
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var answer = new TaskCompletionSource<IqStanza>(TaskCreationOptions.RunContinuationsAsynchronously);
        request.Id = id;
        _pending[id] = new(request.To, bound, answer);
        try
        {
            await send(request, cancellationToken).ConfigureAwait(false);
            return await answer.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new ChatSecureException(ErrorKind.TimedOut, "The answer to a request did not come in time.", e);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>Takes an answer in.</summary>
    /// <returns>False if nobody waits for it from that sender.</returns>
    public bool TryAnswer(IqStanza stanza)
    {
        if (stanza.Id is not { } id || !_pending.TryGetValue(id, out var pending) || !IsFromAsked(stanza, pending))
        {
            return false;
        }

        return stanza.IsError
            ? pending.Answer.TrySetException(StanzaErrorException.FromStanza(stanza))
            : stanza.Type == "result" && pending.Answer.TrySetResult(stanza);
    }

    /// <summary>The connection is gone: no answer can come any more.</summary>
    public void FailAll(ChatSecureException reason)
    {
        foreach (var pending in _pending.Values)
        {
            pending.Answer.TrySetException(reason);
        }
    }

    // RFC 6120, section 8.1.2.1: what is asked without an address, or at our bare address, our server answers in our account's name.
    private bool IsFromAsked(IqStanza answer, Pending pending)
    {
        if (answer.Element["from"] is null)
        {
            return pending.To is null || pending.To == account;
        }

        return answer.From is { } from && (pending.To is { } to ? from == to : from == account || from == pending.Bound);
    }

    private sealed record Pending(Jid? To, Jid Bound, TaskCompletionSource<IqStanza> Answer);
}
