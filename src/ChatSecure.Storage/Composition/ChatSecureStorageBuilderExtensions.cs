// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Composition;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the encrypted database to a composition.</summary>
public static class ChatSecureStorageBuilderExtensions
{
    /// <summary>Keeps the profile in an SQLCipher database. The key source may also be a registered <see cref="IDatabaseKeySource"/>.</summary>
    /// <param name="builder">The composition.</param>
    /// <param name="configure">Sets the options; called once, when the store is first asked for. Options that are wrong are refused then, all at
    /// once.</param>
    /// <returns>The composition.</returns>
    public static IChatSecureBuilder AddSqlCipher(this IChatSecureBuilder builder, Action<SqlCipherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddSingleton<IChatStoreFactory>(services =>
        {
            var options = new SqlCipherOptions();
            configure(options);
            options.KeySource ??= services.GetService<IDatabaseKeySource>();
            return new SqlCipherChatStoreFactory(options, services.GetService<TimeProvider>());
        });
        return builder;
    }
}
