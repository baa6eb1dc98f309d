// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Stores;

namespace ChatSecure.Core.Diagnostics;

/// <summary>Looks at an account's connection, server, keys and profile.</summary>
internal static class Doctor
{
    public static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(
        AccountSession session,
        IChatStore store,
        Brand brand,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<DoctorFinding>();
        if (session.Client.Details is { } details)
        {
            findings.AddRange(ConnectionCheck.Run(details, time.GetUtcNow(), brand));
        }

        findings.AddRange(await ServerCheck.RunAsync(session, brand, cancellationToken).ConfigureAwait(false));
        findings.AddRange(await KeyCheck.RunAsync(session, time.GetUtcNow(), brand, cancellationToken).ConfigureAwait(false));
        var profile = await store.CheckAsync(cancellationToken).ConfigureAwait(false);
        findings.AddRange(profile.Select(StorageCheck.Grade));
        return findings;
    }
}
