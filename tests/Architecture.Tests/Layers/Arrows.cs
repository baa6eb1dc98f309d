// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace ChatSecure.Architecture.Tests.Layers;

/// <summary>The arrows of ARCHITECTURE.md as rules over namespaces. A rule that matches no type fails, so a renamed room cannot pass unseen.</summary>
internal static class Arrows
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["ChatSecure.Network"] = [],
        ["ChatSecure.Crypto"] = [],
        ["ChatSecure.Crypto.Sodium"] = ["ChatSecure.Crypto"],
        ["ChatSecure.Storage"] = [],
        ["ChatSecure.Branding"] = [],
        ["ChatSecure.Core"] = ["ChatSecure.Network", "ChatSecure.Crypto", "ChatSecure.Storage", "ChatSecure.Branding"],
        ["ChatSecure.UIKit"] = ["ChatSecure.Branding"],
        ["ChatSecure.UIKit.Blazor"] = ["ChatSecure.UIKit", "ChatSecure.Branding"],
        ["ChatSecure.Desktop"] = ["ChatSecure.UIKit", "ChatSecure.UIKit.Blazor", "ChatSecure.Branding"],
        ["ChatSecure.Testing"] = ["ChatSecure.Network"],
    };

    public static IEnumerable<string> Rooms => MayKnow.Keys;

    /// <summary>A room knows itself, the vocabulary and what its entry above names. Source files that a package shares with another by compiling them
    /// too are its own.</summary>
    public static IArchRule Of(string room) =>
        Types()
            .That()
            .ResideInNamespaceMatching(Within(room))
            .Should()
            .NotDependOnAny(
                Types(true)
                    .That()
                    .ResideInNamespaceMatching(Within(Rooms.Except([room, .. MayKnow[room]])))
                    .And()
                    .DoNotResideInAssembly(System.Reflection.Assembly.Load(room))
            )
            .Because($"of the arrows in ARCHITECTURE.md that start at {room}");

    /// <summary>The vocabulary knows no room.</summary>
    public static IArchRule OfTheVocabulary(System.Reflection.Assembly abstractions) =>
        Types()
            .That()
            .ResideInAssembly(abstractions)
            .Should()
            .NotDependOnAny(Types(true).That().ResideInNamespaceMatching(Within(Rooms)))
            .Because("every room stands on ChatSecure.Abstractions");

    /// <summary>A library is named in one place of ours only, so that it can be replaced there.</summary>
    public static IArchRule Fence(string library, string place) =>
        Types()
            .That()
            .ResideInNamespaceMatching(Within("ChatSecure"))
            .And()
            .DoNotResideInNamespaceMatching(Within(place))
            .Should()
            .NotDependOnAny(Types(true).That().ResideInNamespaceMatching(Within(library)))
            .Because($"only {place} names {library}");

    /// <summary>The place does name the library: without this, a fence around a misspelt name would hold for ever.</summary>
    public static IArchRule Gate(string library, string place) =>
        Types()
            .That()
            .ResideInNamespaceMatching(Within(place))
            .And()
            .DependOnAny(Types(true).That().ResideInNamespaceMatching(Within(library)))
            .Should()
            .Exist();

    private static string Within(string space) => Within([space]);

    private static string Within(IEnumerable<string> spaces) =>
        $@"^({string.Join('|', spaces.Select(System.Text.RegularExpressions.Regex.Escape))})(\.|$)";
}
