// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Browser.Tests;

/// <summary>The tests that Anna and Bela act in, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TwoPeopleCollection : ICollectionFixture<TwoPeople>
{
    public const string Name = "Two people";
}
