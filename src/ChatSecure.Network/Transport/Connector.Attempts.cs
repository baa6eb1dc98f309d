// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.ExceptionServices;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Streams;

namespace ChatSecure.Network.Transport;

/// <content>The places of one attempt, one after the other.</content>
internal sealed partial class Connector
{
    // What a place may use up of the time for the whole attempt while there are others.
    private const int Shares = 3;

    private sealed class Attempts(
        Connector connector,
        PhaseLog phases,
        Func<XmppStream, CancellationToken, Task> use,
        CancellationToken cancellationToken
    )
    {
        private ChatSecureException? _failure;

        /// <summary>Tries the place where the server would like us to be. If that is insecure, nothing else is tried: it was a verified server that named
        /// it.</summary>
        public async Task<bool> TryPreferredAsync(Redirection place)
        {
            var connected = await TryAsync(
                    token =>
                        place switch
                        {
                            WebSocketUrl url => OpenAsync(url, token),
                            HostPort host => ConnectAsync([new ServerAddress(host.Host, host.Port, connector._lastTls)], token),
                            _ => throw new ArgumentException("There is no such place.", nameof(place)),
                        },
                    isLast: false
                )
                .ConfigureAwait(false);
            if (_failure?.Kind == ErrorKind.InsecureConnection)
            {
                Fail();
            }

            return connected;
        }

        /// <summary>Tries the servers.</summary>
        public async Task<bool> TryTcpAsync()
        {
            var groups = await FindAsync(connector.GroupsAsync).ConfigureAwait(false);
            for (var i = 0; i < groups.Count; i++)
            {
                for (var rest = groups[i].ToList(); rest.Count > 0; )
                {
                    var isLast = i == groups.Count - 1 && rest.Count == 1 && connector._options.Transport == TransportChoice.Tcp;
                    if (await TryAsync(token => ConnectAsync(rest, token), isLast).ConfigureAwait(false))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        /// <summary>Tries the WebSockets.</summary>
        public async Task<bool> TryWebSocketsAsync()
        {
            var urls = connector._webSocket is { } given ? [given] : await FindAsync(connector._webSockets.FindAsync).ConfigureAwait(false);
            for (var i = 0; i < urls.Count; i++)
            {
                if (await TryAsync(token => OpenAsync(urls[i], token), isLast: i == urls.Count - 1).ConfigureAwait(false))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Reports that no place would do.</summary>
        public void Fail() => ExceptionDispatchInfo.Throw(_failure!);

        private async Task<IReadOnlyList<T>> FindAsync<T>(Func<CancellationToken, Task<IReadOnlyList<T>>> find)
        {
            phases.Enter(ConnectionPhase.Resolving);
            try
            {
                var places = await find(cancellationToken).ConfigureAwait(false);
                connector.LogPlaces(places.Count, connector._proxy is not null);
                return places;
            }
            catch (ChatSecureException e)
            {
                Note(e);
                return [];
            }
        }

        // False if that place opened no stream: then another may. What fails later fails for good, for then the login has begun.
        private async Task<bool> TryAsync(Func<CancellationToken, Task<ITransport>> open, bool isLast)
        {
            var share = isLast ? Timeout.InfiniteTimeSpan : connector._options.ConnectTimeout / Shares;
            using var limit = new CancellationTokenSource(share, connector._time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            var isOpened = false;
            try
            {
                phases.Enter(ConnectionPhase.Connecting);
                var stream = new XmppStream(await open(either.Token).ConfigureAwait(false));
                stream.Opened = () =>
                {
                    isOpened = true;
                    limit.CancelAfter(Timeout.InfiniteTimeSpan);
                };
                await UseAsync(stream, either.Token).ConfigureAwait(false);
                return true;
            }
            catch (ChatSecureException e) when (!isOpened && e is not SeeOtherHostException)
            {
                Note(e);
            }
            catch (OperationCanceledException e) when (!isOpened && !cancellationToken.IsCancellationRequested)
            {
                Note(new(ErrorKind.Unreachable, "The server took too long to answer.", e));
            }

            return false;
        }

        private async Task UseAsync(XmppStream stream, CancellationToken token)
        {
            try
            {
                await use(stream, token).ConfigureAwait(false);
            }
            catch
            {
                await stream.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        // Takes whichever answers first out of the group, or all of it if none does.
        private async Task<ITransport> ConnectAsync(List<ServerAddress> group, CancellationToken token)
        {
            var tried = group.ToList();
            try
            {
                var (socket, server) = await connector.DialAsync(group, token).ConfigureAwait(false);
                tried = [server];
                return await connector.SecureAsync(socket, server, phases, token).ConfigureAwait(false);
            }
            finally
            {
                group.RemoveAll(tried.Contains);
            }
        }

        private async Task<ITransport> OpenAsync(WebSocketUrl url, CancellationToken token) =>
            await connector._webSockets.OpenAsync(url, token).ConfigureAwait(false);

        // An insecure place is what the user must hear of, even if others merely don't answer.
        private void Note(ChatSecureException failure)
        {
            connector.LogFailed(failure.Kind, failure.Message);
            _failure = _failure?.Kind == ErrorKind.InsecureConnection ? _failure : failure;
        }
    }
}
