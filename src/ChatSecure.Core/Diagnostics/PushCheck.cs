// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Push;

namespace ChatSecure.Core.Diagnostics;

/// <summary>Whether messages wake this device while its app does not run.</summary>
internal static class PushCheck
{
    /// <summary>Nothing is found where the brand has no push service.</summary>
    public static IEnumerable<DoctorFinding> Run(PushKeeper push, Brand brand)
    {
        if (!push.IsOffered)
        {
            return [];
        }

        return
        [
            push switch
            {
                { Failure: { } failure } => Of(
                    DoctorGrade.Bad,
                    brand.Text("doctor.push.failed", ("reason", brand.Text(TextId.Of(failure))))
                ),
                { Service: { } service } => Of(DoctorGrade.Good, brand.Text("doctor.push.wakes", ("service", service.ToString()))),
                _ => Of(DoctorGrade.Limited, brand.Text("doctor.push.none")),
            },
        ];
    }

    private static DoctorFinding Of(DoctorGrade grade, string detail) => new("push", "registration", grade, detail);
}
