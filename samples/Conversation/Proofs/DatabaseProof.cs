// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Conversation.Cast;

namespace ChatSecure.Conversation.Proofs;

/// <summary>What an app leaves on disk (database, write-ahead log, shared memory, temporary files, its own log) holds no text of any message: neither
/// while it runs nor afterwards.</summary>
internal sealed class DatabaseProof(PlaintextScan scan, Transcript transcript)
{
    private readonly Dictionary<Person, int> _foundWhileOpen = [];

    public void LookWhileOpen(Person person)
    {
        if (!Directory.EnumerateFiles(person.Profile, "*-wal").Any(file => new FileInfo(file).Length > 0))
        {
            throw new PlayException($"{person.Name}'s database has no write-ahead log to look into: it is not where it was looked for.");
        }

        _foundWhileOpen[person] = scan.CountIn(person.Home);
    }

    public bool Holds(Person person)
    {
        var found = Math.Max(_foundWhileOpen[person], scan.CountIn(person.Home));
        transcript.Proof(person.Brand, person.Brand.Text("proof.database", ("name", person.Name), ("count", found)), found == 0);
        return found == 0;
    }
}
