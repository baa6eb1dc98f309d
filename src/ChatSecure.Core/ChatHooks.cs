// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Hooks;

namespace ChatSecure.Core;

/// <summary>What an app adds to the engine. Without any, everything is as asked for. <c>AddChatSecure</c> takes those that are registered as services.</summary>
public sealed record ChatHooks
{
    /// <summary>Look at texts before they are sent, in this order.</summary>
    public IReadOnlyList<IOutgoingMessageHook> Outgoing { get; init; } = [];

    /// <summary>Are told of messages that have come and of what was done to messages, in this order.</summary>
    public IReadOnlyList<IIncomingMessageHook> Incoming { get; init; } = [];

    /// <summary>Choose the protection of messages, in this order.</summary>
    public IReadOnlyList<IEncryptionHook> Encryption { get; init; } = [];

    /// <summary>Choose where files are uploaded to, in this order.</summary>
    public IReadOnlyList<IUploadServiceHook> UploadService { get; init; } = [];

    /// <summary>Makes small pictures of files that are sent; null for none.</summary>
    public IThumbnailHook? Thumbnail { get; init; }

    /// <summary>Look at notifications, in this order.</summary>
    public IReadOnlyList<INotificationHook> Notification { get; init; } = [];
}
