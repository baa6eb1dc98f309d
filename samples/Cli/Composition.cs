// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;

namespace ChatSecure.Cli;

/// <summary>Puts the engine together: the only place that names the packages.</summary>
internal static class Composition
{
    public static Brand LoadBrand(Settings settings) => settings.BrandFolder is { } folder ? Brand.Load(folder) : Brand.Neutral;

    public static string DefaultProfile(Brand brand, ProcessIo io) => Path.GetTempPath();

    public static bool ProfileExists(string directory) => File.Exists(Path.Combine(directory, "chat.db"));

    public static IChatClient CreateClient(ClientSetup setup) => throw new NotSupportedException();
}
