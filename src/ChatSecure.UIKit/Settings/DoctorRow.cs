// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;

namespace ChatSecure.UIKit.Settings;

/// <summary>One finding of the server check, ready to be shown.</summary>
/// <param name="Id">What the row is known by.</param>
/// <param name="Area">What it is about, in the engine's word.</param>
/// <param name="Name">What was looked at: the only place of an app that may be technical.</param>
/// <param name="Grade">How good it is.</param>
/// <param name="GradeText">The same in words.</param>
/// <param name="Detail">What was found.</param>
/// <param name="AccessibleText">The row in words, for screen readers.</param>
public sealed record DoctorRow(
    string Id,
    string Area,
    string Name,
    DoctorGrade Grade,
    string GradeText,
    string Detail,
    string AccessibleText
);
