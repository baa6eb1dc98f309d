// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Composition;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Sodium;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds libsodium to a composition.</summary>
public static class SodiumBuilderExtensions
{
    /// <summary>Lets libsodium do the curve operations, where it is there and passes its self-test; elsewhere the managed implementation goes on doing
    /// them.</summary>
    /// <param name="builder">The composition.</param>
    /// <returns>The composition.</returns>
    public static IChatSecureBuilder AddSodium(this IChatSecureBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ICurve25519>(_ => SodiumCurve25519.TryCreate() ?? Curve25519.Managed);
        return builder;
    }
}
