// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>The packages carry a neutral brand: nothing that a person may see, or that others are told, says upstream's name.</summary>
public sealed class UserStringTests
{
    // What is read by the packages themselves and by nobody else.
    private static readonly string[] _internal =
    [
        "ChatSecureBrand/",
        "ChatSecureBrandParents/",
        "ChatSecureKit/",
        "chatsecure",
        "chatsecure.suspended",
        // For the developer who has forgotten a call, by that method's name.
        "No store is registered: call AddSqlCipher inside AddChatSecure.",
    ];

    [Fact]
    public void No_assembly_carries_upstream_s_name_as_text()
    {
        string[] rooms = ["Abstractions", "Network", "Crypto", "Storage", "Branding", "Core", "UIKit"];
        foreach (var room in rooms)
        {
            var found = Strings(Path.Combine(AppContext.BaseDirectory, $"ChatSecure.{room}.dll"))
                .Where(text => text.Contains("chatsecure", StringComparison.OrdinalIgnoreCase) && !_internal.Contains(text))
                .ToArray();
            Assert.True(found.Length == 0, $"{room}: {string.Join(" | ", found)}");
        }
    }

    [Fact]
    public void The_scan_finds_what_it_looks_for() =>
        Assert.Contains("planted: ChatSecure", Strings(typeof(UserStringTests).Assembly.Location));

    private static List<string> Strings(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        List<string> strings = [];
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            strings.Add(metadata.GetUserString(handle));
        }

        return strings;
    }
}
