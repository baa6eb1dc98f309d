// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>One line of a diagnosis.</summary>
/// <param name="Area">What it is about: <c>connection</c>, <c>push</c>, <c>server</c>, <c>encryption</c> or <c>storage</c>.</param>
/// <param name="Name">What was looked at, such as <c>tls.protocol</c> or <c>xep-0313</c>.</param>
/// <param name="Grade">How good it is.</param>
/// <param name="Detail">What was found.</param>
public sealed record DoctorFinding(string Area, string Name, DoctorGrade Grade, string Detail);
