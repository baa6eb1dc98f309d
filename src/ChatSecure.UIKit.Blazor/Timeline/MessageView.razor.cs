// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Timeline;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor.Timeline;

/// <summary>A message: its bubble, what people answered to it with, and what can be done with it.</summary>
public partial class MessageView
{
    private bool _isPicking;
    private RowAction? _severe;
    private bool _isExplaining;
    private bool _isForwarding;
    private bool _isModerating;
    private bool _isReading;

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public MessageContext Context { get; set; } = null!;

    private MessageRow Row => Context.Row;

    private string Classes =>
        string.Join(
            ' ',
            "cs-message",
            Row.IsOwn ? "cs-message-own" : "cs-message-other",
            Row.IsFirstInGroup ? "cs-message-first" : "cs-message-next",
            Row.IsLastInGroup ? "cs-message-last" : "cs-message-inner",
            $"cs-message-{Row.Kind.ToString().ToLowerInvariant()}",
            Row.IsMention ? "cs-message-mention" : "cs-message-plain",
            Row.Delivery == DeliveryState.Failed ? "cs-message-failed" : "cs-message-fine"
        );

    private Task ReactAsync(string emoji) => Context.Timeline.ReactAsync(Row, emoji);

    private Task PickAsync(string emoji)
    {
        _isPicking = false;
        return ReactAsync(emoji);
    }

    private async Task ForwardAsync((ConversationId To, string Name) picked)
    {
        _isForwarding = false;
        if (await Context.Timeline.ForwardAsync(Row, picked.To))
        {
            Ui.Tell(Text("message.forwarded", ("name", picked.Name)));
        }
    }

    private Task<bool> ModerateAsync(string reason)
    {
        _isModerating = false;
        return Context.Timeline.ModerateAsync(Row, reason);
    }

    private Task DoAsync(bool isSure)
    {
        var severe = _severe;
        _severe = null;
        return isSure && severe?.Run is { } run ? run(CancellationToken.None) : Task.CompletedTask;
    }
}
