// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage.Planted;

/// <summary>Planted for PlantedArrowTests: what UIKit must not know.</summary>
internal static class Database
{
    public static int Count() => 1;
}
