// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ArchUnitNET.xUnitV3;
using ChatSecure.Architecture.Tests.Packages;

namespace ChatSecure.Architecture.Tests.Layers;

public sealed class ArrowTests
{
    public static TheoryData<string> Rooms => [.. Arrows.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_what_its_arrows_allow(string room) => Arrows.Of(room).Check(PackageSet.Architecture);

    [Fact]
    public void The_vocabulary_knows_no_room() =>
        Arrows.OfTheVocabulary(typeof(ChatSecure.Addressing.Jid).Assembly).Check(PackageSet.Architecture);

    [Theory]
    [InlineData("Org.BouncyCastle", "ChatSecure.Crypto.Primitives")]
    [InlineData("SQLitePCL", "ChatSecure.Storage")]
    [InlineData("DnsClient", "ChatSecure.Network")]
    public void A_library_is_named_in_one_place_only(string library, string place)
    {
        Arrows.Fence(library, place).Check(PackageSet.Architecture);
        Arrows.Gate(library, place).Check(PackageSet.Architecture);
    }

    [Fact]
    public void Every_package_is_a_room_with_arrows() =>
        Assert.Equal(PackageSet.Names.Except(["ChatSecure.Abstractions"]), Arrows.Rooms.Order(StringComparer.Ordinal));

    [Fact]
    public void The_rules_and_the_project_files_draw_the_same_arrows()
    {
        foreach (var assembly in PackageSet.Assemblies)
        {
            var allowed = PackageProject.Of(assembly.GetName().Name!).AllowedReferences;
            var actual = assembly
                .GetReferencedAssemblies()
                .Select(reference => reference.Name!)
                .Where(name => name.StartsWith("ChatSecure.", StringComparison.Ordinal));
            Assert.Empty(actual.Except(allowed));
        }
    }
}
