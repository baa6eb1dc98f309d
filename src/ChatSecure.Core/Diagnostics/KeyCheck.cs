// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;

namespace ChatSecure.Core.Diagnostics;

/// <summary>Whether this device's keys are in order, here and at the server.</summary>
internal static class KeyCheck
{
    private const int FewPreKeys = 25;

    // It is replaced after a week; XEP-0384 allows up to a month.
    private static readonly TimeSpan _tooOld = TimeSpan.FromDays(30);

    /// <summary>What stands here, without asking anybody.</summary>
    public static async Task<IEnumerable<DoctorFinding>> OwnAsync(
        AccountSession session,
        DateTimeOffset now,
        Brand brand,
        CancellationToken cancellationToken
    )
    {
        if (session.Omemo.Device is not { } device)
        {
            return [];
        }

        var findings = new List<DoctorFinding> { Of("omemo.fingerprint", DoctorGrade.Good, device.Fingerprint.ToGroupedString()) };
        foreach (var kind in OmemoMachine.Kinds)
        {
            var name = NameOf(kind);
            var status = await session.Omemo.KeyStatusAsync(kind, cancellationToken).ConfigureAwait(false);
            findings.Add(
                Of(
                    $"{name}.prekeys",
                    status.PreKeys < FewPreKeys ? DoctorGrade.Limited : DoctorGrade.Good,
                    brand.Text("doctor.keys.left", ("count", status.PreKeys))
                )
            );
            var age = now - status.SignedPreKeyMadeAt;
            findings.Add(
                Of(
                    $"{name}.signed-prekey",
                    age > _tooOld ? DoctorGrade.Limited : DoctorGrade.Good,
                    brand.Text("doctor.keys.age", ("days", Math.Max(0, (int)age.TotalDays)))
                )
            );
        }

        return findings;
    }

    /// <summary>What others see of it.</summary>
    public static async Task<IEnumerable<DoctorFinding>> PublishedAsync(
        AccountSession session,
        Brand brand,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<DoctorFinding>();
        foreach (var kind in OmemoMachine.Kinds)
        {
            findings.AddRange(
                await PublishedAsync(session, kind, NameOf(kind), session.Omemo.Device!.Id, brand, cancellationToken).ConfigureAwait(false)
            );
        }

        return findings;
    }

    private static string NameOf(EncryptionKind kind) => kind == EncryptionKind.Omemo2 ? "omemo2" : "omemo";

    private static async Task<IReadOnlyList<DoctorFinding>> PublishedAsync(
        AccountSession session,
        EncryptionKind kind,
        string name,
        DeviceId device,
        Brand brand,
        CancellationToken cancellationToken
    )
    {
        var published = await session.Modules.Omemo.FetchDeviceListAsync(kind, session.Account, cancellationToken).ConfigureAwait(false);
        var bundle = await session.Modules.Omemo.FetchBundleAsync(kind, session.Account, device, cancellationToken).ConfigureAwait(false);
        return
        [
            published.Any(listed => listed.Device == device)
                ? Of(
                    $"{name}.device",
                    DoctorGrade.Good,
                    brand.Text("doctor.device.listed", ("device", device.ToString()), ("count", published.Count))
                )
                : Of($"{name}.device", DoctorGrade.Bad, brand.Text("doctor.device.missing", ("device", device.ToString()))),
            bundle is null
                ? Of($"{name}.bundle", DoctorGrade.Bad, brand.Text("doctor.bundle.missing"))
                : Of($"{name}.bundle", DoctorGrade.Good, brand.Text("doctor.keys.published", ("count", bundle.PreKeys.Count))),
        ];
    }

    private static DoctorFinding Of(string name, DoctorGrade grade, string detail) => new("encryption", name, grade, detail);
}
