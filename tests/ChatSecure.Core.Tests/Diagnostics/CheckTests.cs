// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Diagnostics;
using ChatSecure.Network;

namespace ChatSecure.Core.Tests.Diagnostics;

/// <summary>What a diagnosis makes of a connection and of a profile.</summary>
public sealed class CheckTests
{
    private static readonly DateTimeOffset _now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static ConnectionDetails Details { get; } =
        new()
        {
            RemoteEndPoint = null,
            TlsProtocol = "Tls13",
            CipherSuite = "TLS_AES_256_GCM_SHA384",
            CertificateSubject = "CN=example.org",
            CertificateExpiresAt = _now.AddDays(60),
            CertificatePin = "sha256/AAAA",
            SaslMechanism = "SCRAM-SHA-256-PLUS",
            ChannelBinding = "tls-server-end-point",
            StreamManagement = true,
            Resumable = true,
            StreamFeatures = [],
        };

    [Fact]
    public void A_good_connection_has_nothing_to_mend() =>
        Assert.All(ConnectionCheck.Run(Details, _now, Brand.Neutral), finding => Assert.Equal(DoctorGrade.Good, finding.Grade));

    [Theory]
    [InlineData(60, DoctorGrade.Good)]
    [InlineData(14, DoctorGrade.Good)]
    [InlineData(13, DoctorGrade.Limited)]
    [InlineData(0, DoctorGrade.Bad)]
    [InlineData(-1, DoctorGrade.Bad)]
    public void A_certificate_is_to_be_renewed_two_weeks_before_its_end(int days, DoctorGrade expected) =>
        Assert.Equal(expected, Find(Details with { CertificateExpiresAt = _now.AddDays(days) }, "tls.expiry").Grade);

    [Fact]
    public void A_password_in_plain_and_a_login_that_is_not_bound_are_shown()
    {
        Assert.Equal(DoctorGrade.Limited, Find(Details with { SaslMechanism = "PLAIN" }, "sasl").Grade);
        Assert.Equal(DoctorGrade.Limited, Find(Details with { ChannelBinding = null }, "tls.channel-binding").Grade);
        Assert.Equal(
            DoctorGrade.Limited,
            Find(Details with { ChannelBinding = null, LacksOfferedBinding = true }, "tls.channel-binding").Grade
        );
        Assert.Equal(DoctorGrade.Good, Find(Details with { ChannelBinding = null, OfferIsProven = true }, "tls.channel-binding").Grade);
    }

    [Fact]
    public void A_stream_that_ends_with_its_connection_is_shown()
    {
        Assert.Equal(DoctorGrade.Limited, Find(Details with { Resumable = false }, "xep-0198").Grade);
        Assert.Contains("not offered", Find(Details with { Resumable = false, StreamManagement = false }, "xep-0198").Detail);
    }

    [Theory]
    [InlineData("integrity", "ok", DoctorGrade.Good)]
    [InlineData("integrity", "*** in database main ***", DoctorGrade.Bad)]
    [InlineData("foreign_keys", "broken", DoctorGrade.Bad)]
    [InlineData("cipher", "4.6.1 community", DoctorGrade.Good)]
    [InlineData("cipher", "none", DoctorGrade.Bad)]
    public void A_damaged_or_readable_profile_is_bad(string name, string value, DoctorGrade expected) =>
        Assert.Equal(expected, StorageCheck.Grade(new(name, value)).Grade);

    private static DoctorFinding Find(ConnectionDetails details, string name) =>
        Assert.Single(ConnectionCheck.Run(details, _now, Brand.Neutral), finding => finding.Name == name);
}
