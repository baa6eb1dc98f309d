// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Sasl;

/// <summary>The one token of an account (XEP-0484) and its record.</summary>
/// <param name="record">Where it is kept; null for a client that wants none.</param>
/// <param name="time">Tells whether it has expired.</param>
internal sealed class FastTokens(IClientRecord? record, TimeProvider time)
{
    public const string Namespace = "urn:xmpp:fast:0";

    // A token that runs out while it is on its way is no use.
    private static readonly TimeSpan _margin = TimeSpan.FromMinutes(1);

    /// <summary>Whether tokens are wanted.</summary>
    public bool AreWanted => record is not null;

    /// <summary>Takes the token for one login, if it can serve: it has not expired, is for a mechanism on offer, and that can be bound.</summary>
    /// <param name="offered">The mechanisms for tokens that the server offers.</param>
    /// <param name="bindings">The channel bindings that the connection has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The token, already counted, which the caller disposes; null if there is none.</returns>
    public async ValueTask<FastToken?> TakeAsync(
        IReadOnlyCollection<string> offered,
        IReadOnlyList<ChannelBinding> bindings,
        CancellationToken cancellationToken
    )
    {
        if (record is null || offered.Count == 0 || await ReadAsync(record, cancellationToken).ConfigureAwait(false) is not { } token)
        {
            return null;
        }

        if (token.ExpiresAt - _margin <= time.GetUtcNow())
        {
            token.Dispose();
            await record.EraseAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (!offered.Contains(token.Mechanism) || HashedToken.BindingData(token.Mechanism, bindings) is null)
        {
            token.Dispose();
            return null;
        }

        // Counted before it is sent: the server refuses a count that it has seen, as a replay.
        var counted = token with
        {
            Count = token.Count + 1,
        };
        await WriteAsync(record, counted, cancellationToken).ConfigureAwait(false);
        return counted;
    }

    /// <summary>Keeps the token that came with a successful login, in place of the former one.</summary>
    /// <param name="element">The server's <c>token</c>.</param>
    /// <param name="mechanism">What it is for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False if it is malformed or has expired already.</returns>
    public async ValueTask<bool> TryKeepAsync(XmppElement element, string mechanism, CancellationToken cancellationToken)
    {
        if (
            record is null
            || element["token"] is not { Length: > 0 and <= FastToken.MaxSecretBytes } text
            || !XmppDateTime.TryParse(element["expiry"], out var expiry)
            || expiry <= time.GetUtcNow()
        )
        {
            return false;
        }

        using var token = new FastToken(mechanism, Encoding.UTF8.GetBytes(text), expiry, 0);
        if (token.Secret.Length > FastToken.MaxSecretBytes)
        {
            return false;
        }

        await WriteAsync(record, token, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Forgets the token.</summary>
    public ValueTask ForgetAsync(CancellationToken cancellationToken) => record?.EraseAsync(cancellationToken) ?? ValueTask.CompletedTask;

    private static async ValueTask<FastToken?> ReadAsync(IClientRecord record, CancellationToken cancellationToken)
    {
        var content = await record.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return content is null ? null : FastToken.Read(content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static async ValueTask WriteAsync(IClientRecord record, FastToken token, CancellationToken cancellationToken)
    {
        var content = token.Write();
        try
        {
            await record.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
