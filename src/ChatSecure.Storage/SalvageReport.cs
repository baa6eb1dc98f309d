// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>What was read out of a damaged profile.</summary>
/// <param name="Tables">For each table the rows that were read, ordered by name.</param>
/// <param name="DamagedTables">The tables of which rows could not be read, ordered by name; how many is not known.</param>
/// <param name="OrphanedRows">How many rows were left out since what they belong to could not be read.</param>
/// <param name="MissingFiles">How many files of the media store were missing or damaged.</param>
public sealed record SalvageReport(
    IReadOnlyDictionary<string, long> Tables,
    IReadOnlyList<string> DamagedTables,
    long OrphanedRows,
    int MissingFiles
)
{
    /// <summary>Whether nothing was lost.</summary>
    public bool IsComplete => DamagedTables.Count == 0 && OrphanedRows == 0 && MissingFiles == 0;
}
