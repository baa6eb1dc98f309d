// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using ChatSecure.Accounts;
using ChatSecure.Errors;

namespace ChatSecure.Network.Transport;

/// <summary>Where a domain's clients connect to (RFC 6120, section 3.2; XEP-0368): both kinds of SRV records, mixed by priority and weight.</summary>
/// <param name="dns">Answers the questions.</param>
/// <param name="below">A random number from 0 to below its argument.</param>
internal sealed class ServiceResolver(IDnsLookup dns, Func<int, int> below)
{
    private const int DefaultPort = 5222;

    // A domain with more targets than this is no domain that we need to serve.
    private const int MaxTargets = 16;

    /// <summary>The places to try, best first, in groups of equal priority.</summary>
    /// <param name="domain">The account's domain, in ASCII form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Unreachable"/>: the domain says that it has no such service.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<ServerAddress>>> ResolveAsync(string domain, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(domain, out _))
        {
            return
            [
                [new(domain, DefaultPort)],
            ];
        }

        var startTls = dns.QuerySrvAsync("_xmpp-client._tcp." + domain, cancellationToken);
        var direct = dns.QuerySrvAsync("_xmpps-client._tcp." + domain, cancellationToken);
        await Task.WhenAll(startTls, direct).ConfigureAwait(false);
        var plainRecords = await startTls.ConfigureAwait(false);
        var directRecords = await direct.ConfigureAwait(false);
        var targets = plainRecords
            .Select(record => (Record: record, Tls: TlsMode.StartTls))
            .Concat(directRecords.Select(record => (Record: record, Tls: TlsMode.Direct)))
            .Where(target => !IsRoot(target.Record) && target.Record.Port is > 0 and <= ushort.MaxValue)
            .ToList();
        if (targets.Count > 0)
        {
            return
            [
                .. SrvOrder
                    .Sort(targets, target => target.Record, below)
                    .Take(MaxTargets)
                    .GroupBy(target => target.Record.Priority, target => Address(target.Record, target.Tls))
                    .Select(group => group.ToList()),
            ];
        }

        // XEP-0368, section 5: one kind that is decidedly not there is reason enough not to guess.
        return plainRecords.Concat(directRecords).Any(IsRoot)
            ? throw new ChatSecureException(ErrorKind.Unreachable, "The domain says in DNS that it offers no XMPP service.")
            :
            [
                [new(domain, DefaultPort)],
            ];
    }

    private static ServerAddress Address(SrvRecord record, TlsMode tls) => new(record.Target.TrimEnd('.'), record.Port, tls);

    private static bool IsRoot(SrvRecord record) => record.Target is "." or "";
}
