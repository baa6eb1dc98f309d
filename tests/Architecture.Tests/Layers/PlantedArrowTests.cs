// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using ChatSecure.Architecture.Tests.Packages;

namespace ChatSecure.Architecture.Tests.Layers;

/// <summary>The rules see a wrong arrow: each is shown failing on the types in the folder Planted.</summary>
public sealed class PlantedArrowTests
{
    private static readonly ArchUnitNET.Domain.Architecture Planted = new ArchLoader()
        .LoadAssemblies([.. PackageSet.Assemblies, typeof(PlantedArrowTests).Assembly])
        .Build();

    [Fact]
    public void A_network_type_that_holds_a_crypto_type_is_found() =>
        Violated(Arrows.Of("ChatSecure.Network"), "ChatSecure.Network.Planted.HoldsACryptoType");

    [Fact]
    public void A_view_model_that_calls_the_storage_is_found() =>
        Violated(Arrows.Of("ChatSecure.UIKit"), "ChatSecure.UIKit.Planted.CallsTheStorage");

    [Fact]
    public void A_view_model_that_names_the_crypto_library_is_found() =>
        Violated(Arrows.Fence("Org.BouncyCastle", "ChatSecure.Crypto.Primitives"), "ChatSecure.UIKit.Planted.NamesTheCryptoLibrary");

    [Fact]
    public void A_room_that_lost_all_its_types_is_found()
    {
        var withoutCore = new ArchLoader().LoadAssemblies(typeof(ChatSecure.Addressing.Jid).Assembly).Build();
        Assert.ThrowsAny<Exception>(() => Arrows.Of("ChatSecure.Core").Check(withoutCore));
    }

    [Fact]
    public void A_fence_around_a_misspelt_library_is_found() =>
        Assert.ThrowsAny<Exception>(() => Arrows.Gate("Org.BouncyCastel", "ChatSecure.Crypto.Primitives").Check(PackageSet.Architecture));

    private static void Violated(IArchRule rule, string culprit)
    {
        var error = Assert.ThrowsAny<Exception>(() => rule.Check(Planted));
        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
    }
}
