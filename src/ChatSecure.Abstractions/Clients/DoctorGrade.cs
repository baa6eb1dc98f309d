// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>How good a finding of a diagnosis is.</summary>
public enum DoctorGrade
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works with less comfort.</summary>
    Limited,

    /// <summary>Missing or broken.</summary>
    Bad,
}
