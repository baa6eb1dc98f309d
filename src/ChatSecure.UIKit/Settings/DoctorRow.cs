// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Words;

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
)
{
    private const int MaxDetail = 500;

    internal static DoctorRow Of(DoctorFinding finding, int index, Brand brand)
    {
        var grade = brand.Text(TextId.Of(finding.Grade));

        // What was found may be the server's words.
        var detail = DisplayText.Line(finding.Detail, MaxDetail);
        return new(
            $"{index} {finding.Area} {finding.Name}",
            finding.Area,
            finding.Name,
            finding.Grade,
            grade,
            detail,
            brand.Text("doctor.row", ("name", finding.Name), ("grade", grade), ("detail", detail))
        );
    }
}
