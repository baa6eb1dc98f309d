// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Tests.Words;

public sealed class TypingBookTests
{
    private static readonly Jid _me = Jid.Parse("me@example.org");
    private static readonly Jid _room = Jid.Parse("tea@rooms.example.org");

    private readonly FakeTimeProvider _time = new();
    private readonly TypingBook _book;

    public TypingBookTests() => _book = new(_time);

    private string? Said => _book.TextOf(_room, () => "Tea house", Brand.Neutral);

    [Fact]
    public void In_a_group_those_are_named_who_type()
    {
        Assert.Null(Said);
        Apply("Amina");
        Assert.Equal("Amina is typing …", Said);
        Apply("Lev");
        Assert.Equal("Amina and Lev are typing …", Said);
        Apply("Tenzin");
        Assert.Equal("3 people are typing …", Said);
        Apply("Amina", TypingState.Paused);
        Apply("Lev", TypingState.Active);
        Assert.Equal("Tenzin is typing …", Said);
    }

    [Fact]
    public void Without_a_group_it_is_the_conversation_that_types()
    {
        Apply(null);
        Assert.Equal("Tea house is typing …", Said);
    }

    [Fact]
    public void Whoever_falls_silent_is_forgotten_and_nobody_can_fill_the_book()
    {
        Apply("Amina");
        _time.Advance(TimeSpan.FromSeconds(20));
        Apply("Lev");
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("Lev is typing …", Said);
        for (var i = 0; i < 2000; i++)
        {
            Apply($"bot {i}");
        }

        Assert.Equal("1,000 people are typing …", Said);
    }

    private void Apply(string? nick, TypingState state = TypingState.Composing) => _book.Apply(new(_me, _room, state) { Nick = nick });
}
