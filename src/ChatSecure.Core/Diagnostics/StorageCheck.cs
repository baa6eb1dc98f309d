// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;

namespace ChatSecure.Core.Diagnostics;

/// <summary>What the profile found about itself.</summary>
internal static class StorageCheck
{
    public static DoctorFinding Grade(KeyValuePair<string, string> found) => new("storage", found.Key, GradeOf(found), found.Value);

    private static DoctorGrade GradeOf(KeyValuePair<string, string> found) =>
        found switch
        {
            { Key: "integrity" or "foreign_keys", Value: not "ok" } => DoctorGrade.Bad,
            { Key: "cipher", Value: "none" } => DoctorGrade.Bad,
            _ => DoctorGrade.Good,
        };
}
