// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Tests;

/// <summary>Finds files of the repository from wherever the tests run in it.</summary>
internal static class Repository
{
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ChatSecureCore.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine([folder!.FullName, .. parts]);
    }
}
