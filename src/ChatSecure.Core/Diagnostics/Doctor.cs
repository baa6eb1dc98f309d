// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Core.Diagnostics;

/// <summary>Looks at an account from all sides. What can't be looked at, such as a server that does not answer, is a finding of its own, and keeps nothing else from
/// being told: this is what people ask when something is wrong.</summary>
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
        var now = time.GetUtcNow();
        var findings = new List<DoctorFinding>();
        if (session is { IsOnline: true, Client.Details: { } details })
        {
            findings.AddRange(ConnectionCheck.Run(details, now, brand));
            findings.AddRange(PushCheck.Run(session.Push, brand));
            await TryAsync("server", () => ServerCheck.RunAsync(session, brand, cancellationToken)).ConfigureAwait(false);
            await TryAsync("encryption", () => KeyCheck.PublishedAsync(session, brand, cancellationToken)).ConfigureAwait(false);
        }
        else
        {
            findings.Add(ConnectionCheck.Missing(session.Client.Status, brand));
        }

        await TryAsync("encryption", () => KeyCheck.OwnAsync(session, now, brand, cancellationToken)).ConfigureAwait(false);
        await TryAsync("storage", async () => (await store.CheckAsync(cancellationToken).ConfigureAwait(false)).Select(StorageCheck.Grade))
            .ConfigureAwait(false);
        return findings;

        async Task TryAsync(string area, Func<Task<IEnumerable<DoctorFinding>>> look)
        {
            try
            {
                findings.AddRange(await look().ConfigureAwait(false));
            }
            catch (ChatSecureException error)
            {
                findings.Add(new(area, "check", DoctorGrade.Bad, brand.Text(TextId.Of(error.Kind))));
            }
        }
    }
}
