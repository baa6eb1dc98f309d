// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Core;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Hooks;
using ChatSecure.Stores;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes the engine by dependency injection.</summary>
public static class ChatSecureServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IChatClient"/> as a singleton. The builder takes the parts: <c>AddSqlCipher</c> (or another
    /// <see cref="IChatStoreFactory"/>) is needed; <c>AddBranding</c> is optional, without it the neutral brand speaks. A registered
    /// <see cref="TimeProvider"/> and <see cref="ILoggerFactory"/> are used, and so are hooks (<see cref="ChatHooks"/>), in the order of their
    /// registration.</summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Adds the parts.</param>
    /// <param name="options">How the engine behaves; null for the defaults.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every error.</exception>
    public static IServiceCollection AddChatSecure(
        this IServiceCollection services,
        Action<IChatSecureBuilder> configure,
        ChatClientOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (options?.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        services.TryAddSingleton<IChatClient>(provider => new ChatClient(
            provider.GetService<IChatStoreFactory>()
                ?? throw new InvalidOperationException("No store is registered: call AddSqlCipher inside AddChatSecure."),
            provider.GetService<Brand>(),
            WithCurve(options ?? new ChatClientOptions(), provider.GetService<ICurve25519>()),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>(),
            new ChatHooks
            {
                Outgoing = [.. provider.GetServices<IOutgoingMessageHook>()],
                Incoming = [.. provider.GetServices<IIncomingMessageHook>()],
                Encryption = [.. provider.GetServices<IEncryptionHook>()],
                Notification = [.. provider.GetServices<INotificationHook>()],
                UploadService = [.. provider.GetServices<IUploadServiceHook>()],
                Thumbnail = provider.GetService<IThumbnailHook>(),
            }
        ));
        configure(new Builder(services));
        return services;
    }

    private static ChatClientOptions WithCurve(ChatClientOptions options, ICurve25519? registered) =>
        options.Curve is null ? options with { Curve = registered } : options;

    private sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;
}
