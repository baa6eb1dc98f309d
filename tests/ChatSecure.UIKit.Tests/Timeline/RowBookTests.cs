// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Tests.Timeline;

public sealed class RowBookTests
{
    private readonly RowBook _book = new();
    private readonly List<ChatMessage> _said = [];

    [Fact]
    public void While_only_the_window_moves_no_message_is_said_twice()
    {
        ChatMessage[] all = [Say.Incoming("a"), Say.Incoming("b"), Say.Incoming("c")];
        Show(all[1..]);
        Show(all);
        Show(all[..2]);

        Assert.Equal([all[1], all[2], all[0]], _said);
    }

    [Fact]
    public void What_is_no_longer_shown_is_forgotten_and_so_is_everything_when_the_words_change()
    {
        ChatMessage[] all = [Say.Incoming("a"), Say.Incoming("b")];
        Show(all);
        Show(all[..1]);
        Show(all);
        Assert.Equal([all[0], all[1], all[1]], _said);

        _book.Clear();
        Show(all);
        Assert.Equal([all[0], all[1], all[1], all[0], all[1]], _said);
    }

    [Fact]
    public void A_message_that_has_changed_and_one_that_answers_another_are_said_anew()
    {
        var message = Say.Incoming("a");
        var answer = Say.Incoming("b") with { ReplyTo = message.Id };
        Show(message, answer);
        Show(message with { State = DeliveryState.Displayed }, answer);

        Assert.Equal(4, _said.Count);
    }

    private void Show(params ChatMessage[] messages)
    {
        foreach (var message in messages)
        {
            Assert.Equal(message.Id, _book.Of(message, SayIt).MessageId);
        }

        _book.Turn();
    }

    private MessageRow SayIt(ChatMessage message)
    {
        _said.Add(message);
        return new()
        {
            Id = message.Id.Value,
            MessageId = message.Id,
            Reference = new(message.Conversation, message.Direction, message.Id),
            Kind = default,
            IsOwn = false,
            Timestamp = message.Timestamp,
            Lock = default,
            Sender = string.Empty,
            Body = message.Body!,
            TimeText = string.Empty,
            LockText = string.Empty,
            AccessibleText = string.Empty,
        };
    }
}
