// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Network;

namespace ChatSecure.Core.Diagnostics;

/// <summary>How the stream is connected and secured.</summary>
internal static class ConnectionCheck
{
    // Authorities renew a month before the end; two weeks before it, somebody should have noticed.
    private static readonly TimeSpan _soon = TimeSpan.FromDays(14);

    public static IEnumerable<DoctorFinding> Run(ConnectionDetails details, DateTimeOffset now, Brand brand)
    {
        yield return Of("transport", DoctorGrade.Good, details.IsWebSocket ? "WebSocket" : "TCP");
        yield return Of("tls.protocol", DoctorGrade.Good, details.TlsProtocol);
        yield return Of("tls.cipher", DoctorGrade.Good, details.CipherSuite);
        yield return Of("tls.certificate", DoctorGrade.Good, details.CertificateSubject);
        yield return Expiry(details.CertificateExpiresAt, now, brand);
        yield return Of("tls.pin", DoctorGrade.Good, details.CertificatePin);
        yield return Of("sasl", details.SaslMechanism == "PLAIN" ? DoctorGrade.Limited : DoctorGrade.Good, details.SaslMechanism);
        yield return Binding(details, brand);
        yield return details.Resumable
            ? Of("xep-0198", DoctorGrade.Good, brand.Text("doctor.stream.resumes"))
            : Of(
                "xep-0198",
                DoctorGrade.Limited,
                brand.Text(details.StreamManagement ? "doctor.stream.acknowledges" : "doctor.stream.none")
            );
    }

    /// <summary>There is none, and why.</summary>
    public static DoctorFinding Missing(ConnectionStatus status, Brand brand) =>
        Of("state", DoctorGrade.Bad, brand.Text(status.Reason is { } reason ? TextId.Of(reason) : TextId.Of(status.State)));

    private static DoctorFinding Expiry(DateTimeOffset end, DateTimeOffset now, Brand brand)
    {
        var days = (int)Math.Floor((end - now).TotalDays);
        var date = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return end - now < _soon
            ? Of(
                "tls.expiry",
                end <= now ? DoctorGrade.Bad : DoctorGrade.Limited,
                brand.Text("doctor.certificate.renew", ("date", date), ("days", days))
            )
            : Of("tls.expiry", DoctorGrade.Good, brand.Text("doctor.certificate.ends", ("date", date), ("days", days)));
    }

    private static DoctorFinding Binding(ConnectionDetails details, Brand brand) =>
        details switch
        {
            { ChannelBinding: { } binding } => Of("tls.channel-binding", DoctorGrade.Good, binding),
            { OfferIsProven: true } => Of("tls.channel-binding", DoctorGrade.Good, brand.Text("doctor.binding.proven")),
            { LacksOfferedBinding: true } => Of("tls.channel-binding", DoctorGrade.Limited, brand.Text("doctor.binding.lacking")),
            _ => Of("tls.channel-binding", DoctorGrade.Limited, brand.Text("doctor.binding.none")),
        };

    private static DoctorFinding Of(string name, DoctorGrade grade, string detail) => new("connection", name, grade, detail);
}
