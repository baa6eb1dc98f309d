// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network;

/// <content>One attempt to connect, and what is remembered from one to the next.</content>
public sealed partial class XmppClient
{
    // More would be a chase.
    private const int MaxHops = 3;

    private readonly PhaseLog _phases;
    private readonly FastTokens _tokens;
    private LoginHistory? _history;
    private byte[]? _remembered;
    private Redirection? _redirection;
    private Jid? _formerAddress;
    private XmppElement? _formerFeatures;
    private bool _isRegistered;

    // One attempt, from nothing to a stream for which the modules are ready.
    private async Task<StreamSession> EstablishAsync(CancellationToken cancellationToken)
    {
        var negotiated = await NegotiateAsync(cancellationToken).ConfigureAwait(false);
        var session = new StreamSession(
            negotiated,
            _options,
            _management,
            _router,
            _requests,
            (message, token) => DeliverAsync(IncomingMessageReader.Live(message, Account), token),
            Reactions,
            Time,
            _logger
        );
        session.Start();
        _session = session;
        (_formerAddress, _formerFeatures) = (session.BoundAddress, session.Features);
        _phases.Enter(ConnectionPhase.Starting);
        try
        {
            await StartModulesAsync(session.IsResumed, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (Exception e)
        {
            _session = null;
            await session.DisposeAsync().ConfigureAwait(false);
            ForgetUnstarted(!session.IsResumed);

            if (e is ChatSecureException { Kind: ErrorKind.Disconnected })
            {
                // Why the stream ended decides whether to come back, not what that did to a module's request.
                throw await session.Completion.ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<NegotiatedStream> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            _history ??= LoginHistory.Read(await _options.LoginRecord.ReadAsync(either.Token).ConfigureAwait(false));
            return await FollowAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChatSecureException(ErrorKind.Unreachable, "The server took too long to answer.", e);
        }
    }

    // Goes where the server sends us, within bounds: each place must prove to be the account's domain.
    private async Task<NegotiatedStream> FollowAsync(CancellationToken cancellationToken)
    {
        var place = _redirection ?? (Redirection?)_management.Location;
        _redirection = null;
        for (var hops = 0; ; hops++)
        {
            try
            {
                return await NegotiateAsync(place, cancellationToken).ConfigureAwait(false);
            }
            catch (SeeOtherHostException e) when (hops < MaxHops && _connector.Follows(e.Place))
            {
                LogElsewhere(hops + 1);
                place = e.Place;
            }
        }
    }

    /// <summary>Has the server forget the token for quick logins (XEP-0484), and forgets it here: for an account that is signed out of. Opens a connection of
    /// its own for that, also while the client is online. Nothing happens if there is no token.</summary>
    /// <param name="cancellationToken">Gives up; the token is kept then.</param>
    /// <returns>Done when the token is worthless.</returns>
    /// <exception cref="ChatSecureException">As <see cref="ConnectAsync"/>; the token is kept then.</exception>
    public async Task RevokeTokenAsync(CancellationToken cancellationToken = default)
    {
        if (_options.TokenRecord is not { } record || await record.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return;
        }

        CryptographicOperations.ZeroMemory(content);
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var phases = new PhaseLog(_logger);
        try
        {
            var history = _history ?? LoginHistory.Read(await _options.LoginRecord.ReadAsync(either.Token).ConfigureAwait(false));
            await _connector.ConnectAsync(null, phases, RevokeAsync, either.Token).ConfigureAwait(false);

            async Task RevokeAsync(XmppStream stream, CancellationToken token)
            {
                await using (stream.ConfigureAwait(false))
                {
                    var negotiation = new Negotiation(stream, _options, new StreamManagement())
                    {
                        Resource = _resource,
                        FormerAddress = null,
                        FormerFeatures = null,
                        History = history,
                        Tokens = _tokens,
                        Phases = phases,
                        RevokesToken = true,
                    };
                    await Negotiator.CompleteAsync(negotiation, token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChatSecureException(ErrorKind.Unreachable, "The server took too long to answer.", e);
        }
    }

    private async Task<NegotiatedStream> NegotiateAsync(Redirection? place, CancellationToken cancellationToken)
    {
        NegotiatedStream? negotiated = null;
        await _connector
            .ConnectAsync(
                place,
                _phases,
                async (stream, token) => negotiated = await LogInAsync(stream, token).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);
        return negotiated!;
    }

    private async Task<NegotiatedStream> LogInAsync(XmppStream stream, CancellationToken cancellationToken)
    {
        var negotiation = new Negotiation(stream, _options, _management)
        {
            Resource = _resource,
            FormerAddress = _formerAddress,
            FormerFeatures = _formerFeatures,
            History = _history!,
            Tokens = _tokens,
            Phases = _phases,
            Registers = _options.Register && !_isRegistered,
        };
        try
        {
            var negotiated = await Negotiator.RunAsync(negotiation, cancellationToken).ConfigureAwait(false);
            await RememberAsync(negotiation.History, cancellationToken).ConfigureAwait(false);
            return negotiated;
        }
        catch
        {
            ForgetUnstarted(negotiation is { BoundAddress: not null, Unacknowledged: null });
            throw;
        }
        finally
        {
            // Registering succeeds once, whatever comes after it.
            _isRegistered |= !negotiation.Registers && _options.Register;
            _history = negotiation.History;
        }
    }

    // A new stream that was lost before the modules had done their work on it: resumed, it would pass for one on which they have.
    private void ForgetUnstarted(bool isNew)
    {
        if (isNew)
        {
            _management.Abandon();
        }
    }

    // Written before the stream is used: what is not remembered can be taken away unnoticed.
    private async ValueTask RememberAsync(LoginHistory history, CancellationToken cancellationToken)
    {
        var content = history.Write();
        if (!content.AsSpan().SequenceEqual(_remembered))
        {
            await _options.LoginRecord.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            _remembered = content;
        }
    }

    // Takes up a stream that another process has left, once: what comes after it changes the counters.
    private async Task RecallStreamAsync(CancellationToken cancellationToken)
    {
        if (
            _options.ResumptionRecord is not { } record
            || await record.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } content
        )
        {
            return;
        }

        await record.EraseAsync(cancellationToken).ConfigureAwait(false);
        if (ResumptionState.Read(content) is { } state && state.Address.Bare == Account)
        {
            _management.Import(state);
            (_formerAddress, _formerFeatures) = (state.Address, null);
        }

        CryptographicOperations.ZeroMemory(content);
    }

    private async Task LeaveStreamAsync(CancellationToken cancellationToken)
    {
        if (
            _options.ResumptionRecord is not { } record
            || _formerAddress is not { } address
            || _management.Export(address) is not { } state
        )
        {
            return;
        }

        var content = state.Write();
        await record.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(content);
    }

    // A module that can't start costs its own function, not the connection.
    private async Task StartModulesAsync(bool isResumed, CancellationToken cancellationToken)
    {
        foreach (var start in _router.SessionStartedHandlers)
        {
            try
            {
                await start(isResumed, cancellationToken).ConfigureAwait(false);
            }
            catch (ChatSecureException e) when (e.Kind != ErrorKind.Disconnected)
            {
                LogModuleFailed(e.Kind, e.Message);
            }
        }
    }
}
