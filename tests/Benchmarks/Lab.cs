// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Benchmarks;

/// <summary>What build/bench tells of its server and of the programs under measurement.</summary>
internal static class Lab
{
    public static string Domain => Demand("LAB_DOMAIN");

    public static string StartTlsPort => Demand("LAB_PORT_C2S");

    public static string DirectTlsPort => Demand("LAB_PORT_TLS");

    /// <summary>Of a second server, which knows the old way to log in only.</summary>
    public static string OldStartTlsPort => Demand("LAB_OLD_PORT_C2S");

    public static string OldAuthorityFile => Path.Combine(Demand("LAB_RUN"), "old", "ca", "ca.crt");

    public static string AuthorityFile => Path.Combine(Demand("LAB_RUN"), "ca", "ca.crt");

    public static string Cli => Demand("CHATSECURE_CLI");

    /// <summary>The same, compiled ahead of time.</summary>
    public static string NativeCli => Demand("CHATSECURE_NATIVE_CLI");

    private static string Demand(string variable) =>
        Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{variable} is not set: run build/bench, which starts the server.");
}
