// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Routing;

/// <summary>Hands the stanzas of one connection to their handlers, one at a time and in order. A handler that fails costs its own stanza only; but if a
/// message could not be delivered to the app, the connection ends before that message counts as handled, so that the server sends it again.</summary>
internal sealed partial class StanzaDispatcher(
    InboundQueue queue,
    StanzaRouter router,
    Func<MessageStanza, CancellationToken, ValueTask> deliver,
    Func<IqStanza, CancellationToken, ValueTask> reply,
    ILogger logger
)
{
    /// <summary>Raised when all that was read has been handled.</summary>
    public Action? Drained { get; set; }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="DeliveryException">The app did not take a message.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stanza = await queue.NextAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await HandleAsync(stanza, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
                when (e is not DeliveryException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                LogFailed(stanza.Element.Name, e.GetType().Name);
            }

            if (queue.Done())
            {
                Drained?.Invoke();
            }
        }
    }

    private async ValueTask HandleAsync(Stanza stanza, CancellationToken cancellationToken)
    {
        switch (stanza)
        {
            case MessageStanza message:
                if (!await router.DispatchMessageAsync(message, cancellationToken).ConfigureAwait(false))
                {
                    await deliver(message, cancellationToken).ConfigureAwait(false);
                }

                break;
            case PresenceStanza presence:
                await router.DispatchPresenceAsync(presence, cancellationToken).ConfigureAwait(false);
                break;
            case IqStanza request:
                await reply(await AnswerAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask<IqStanza> AnswerAsync(IqStanza request, CancellationToken cancellationToken)
    {
        try
        {
            return await router.DispatchIqAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            LogFailed(request.Element.Name, e.GetType().Name);
            return request.CreateError(new StanzaErrorException("internal-server-error"));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The handler of a {Stanza} stanza failed ({Exception}).")]
    private partial void LogFailed(string stanza, string exception);
}
