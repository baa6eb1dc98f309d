// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml.Linq;
using ChatSecure.Architecture.Tests.Packages;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>The picture of the packages shows the references that the projects have.</summary>
public sealed class PictureTests
{
    private const string Prefix = "ChatSecure.";

    [Fact]
    public void The_picture_of_the_house_has_an_arrow_for_each_reference_and_no_other()
    {
        var arrows = XDocument
            .Load(Repository.PathTo("docs", "images", "house.svg"))
            .Descendants()
            .Where(element => element.Attribute("data-from") is not null)
            .Select(arrow => $"{Prefix}{arrow.Attribute("data-from")!.Value} -> {Prefix}{arrow.Attribute("data-to")!.Value}");
        var references = PackageSet.Names.SelectMany(name =>
            PackageProject.Of(name).AllowedReferences.Select(reference => $"{name} -> {reference}")
        );

        Assert.Equal(references.Order(StringComparer.Ordinal), arrows.Order(StringComparer.Ordinal));
    }
}
