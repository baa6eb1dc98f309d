// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network;
using ChatSecure.Stores;

namespace ChatSecure.Core.Diagnostics;

/// <summary>Looks at an account's connection, server, keys and profile.</summary>
internal static class Doctor
{
    // What the client uses where the server has it: where it is announced, what for, and how bad it is without.
    private static readonly (string Name, string Feature, bool OnAccount, DoctorGrade Without, string Purpose)[] _wanted =
    [
        ("xep-0163", "http://jabber.org/protocol/pubsub#publish-options", true, DoctorGrade.Bad, "publishing keys (OMEMO)"),
        ("xep-0313", "urn:xmpp:mam:2", true, DoctorGrade.Bad, "messages that came while away"),
        ("xep-0280", "urn:xmpp:carbons:2", false, DoctorGrade.Limited, "copies for the other devices"),
        ("xep-0191", "urn:xmpp:blocking", false, DoctorGrade.Limited, "blocking"),
        ("xep-0199", "urn:xmpp:ping", false, DoctorGrade.Limited, "noticing a dead connection"),
    ];

    public static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(
        AccountSession session,
        IChatStore store,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<DoctorFinding>();
        if (session.Client.Details is { } details)
        {
            findings.AddRange(Connection(details));
        }

        await AddServerAsync(session, findings, cancellationToken).ConfigureAwait(false);
        await AddKeysAsync(session, findings, cancellationToken).ConfigureAwait(false);
        foreach (var (name, value) in await store.CheckAsync(cancellationToken).ConfigureAwait(false))
        {
            findings.Add(new("storage", name, DoctorGrade.Good, value));
        }

        return findings;
    }

    private static IEnumerable<DoctorFinding> Connection(ConnectionDetails details)
    {
        yield return new("connection", "tls.protocol", DoctorGrade.Good, $"{details.TlsProtocol} {details.CipherSuite}");
        yield return new(
            "connection",
            "tls.certificate",
            DoctorGrade.Good,
            $"{details.CertificateSubject}, until {details.CertificateExpiresAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
        );
        yield return new("connection", "tls.pin", DoctorGrade.Good, details.CertificatePin);
        yield return new(
            "connection",
            "sasl",
            details.SaslMechanism == "PLAIN" ? DoctorGrade.Limited : DoctorGrade.Good,
            details.ChannelBinding is { } binding ? $"{details.SaslMechanism}, bound by {binding}" : details.SaslMechanism
        );
        yield return new(
            "connection",
            "xep-0198",
            details.Resumable ? DoctorGrade.Good : DoctorGrade.Limited,
            details.Resumable ? "stream can be resumed" : "stream can't be resumed"
        );
    }

    private static async Task AddServerAsync(AccountSession session, List<DoctorFinding> findings, CancellationToken cancellationToken)
    {
        var server = await FeaturesAsync(session, Addressing.Jid.Parse(session.Account.Domain), cancellationToken).ConfigureAwait(false);
        var account = await FeaturesAsync(session, session.Account, cancellationToken).ConfigureAwait(false);
        foreach (var (name, feature, onAccount, without, purpose) in _wanted)
        {
            var has = onAccount ? account.Contains(feature) : server.Contains(feature);
            findings.Add(new("server", name, has ? DoctorGrade.Good : without, has ? purpose : $"not offered: {purpose}"));
        }
    }

    private static async Task<HashSet<string>> FeaturesAsync(AccountSession session, Addressing.Jid to, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await session.Modules.Discovery.QueryInfoAsync(to, null, cancellationToken).ConfigureAwait(false)).Features];
        }
        catch (ChatSecureException error) when (error.Kind is ErrorKind.Protocol or ErrorKind.TimedOut)
        {
            return [];
        }
    }

    private static async Task AddKeysAsync(AccountSession session, List<DoctorFinding> findings, CancellationToken cancellationToken)
    {
        var device = session.Omemo.Device!;
        foreach (var kind in OmemoMachine.Kinds)
        {
            await AddPublishedAsync(session, kind, device.Id, findings, cancellationToken).ConfigureAwait(false);
        }

        findings.Add(new("encryption", "omemo.fingerprint", DoctorGrade.Good, device.Fingerprint.ToGroupedString()));
    }

    private static async Task AddPublishedAsync(
        AccountSession session,
        EncryptionKind kind,
        DeviceId device,
        List<DoctorFinding> findings,
        CancellationToken cancellationToken
    )
    {
        var name = kind == EncryptionKind.Omemo2 ? "omemo2" : "omemo";
        var published = await session.Modules.Omemo.FetchDeviceListAsync(kind, session.Account, cancellationToken).ConfigureAwait(false);
        var isListed = published.Any(listed => listed.Device == device);
        findings.Add(
            new(
                "encryption",
                $"{name}.device",
                isListed ? DoctorGrade.Good : DoctorGrade.Bad,
                isListed ? $"{device}, one of {published.Count} on the list" : $"{device} is not on the published list"
            )
        );
        var bundle = await session.Modules.Omemo.FetchBundleAsync(kind, session.Account, device, cancellationToken).ConfigureAwait(false);
        findings.Add(
            new(
                "encryption",
                $"{name}.bundle",
                bundle is null ? DoctorGrade.Bad : DoctorGrade.Good,
                bundle is null ? "not published" : $"{bundle.PreKeys.Count} one-time keys published"
            )
        );
    }
}
