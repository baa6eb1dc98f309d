// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Tests.Shell;

public sealed class IdleLockTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly Kept _kept = new();

    [Fact]
    public async Task It_locks_when_nobody_did_anything_for_as_long_as_was_chosen_and_not_before()
    {
        await using var chat = await Chat.StartAsync();
        using var idle = Begin(chat, "5");
        chat.Clock.Advance(4 * _minute);
        idle.NoteUse();
        chat.Clock.Advance(4.9 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
        chat.Clock.Advance(_minute);
        Assert.True(chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task What_happens_by_itself_is_no_use()
    {
        await using var chat = await Chat.StartAsync();
        using var idle = Begin(chat, "5");
        for (var i = 0; i < 6; i++)
        {
            await chat.BobSaysAsync($"Are you there? {i}");
            chat.Clock.Advance(_minute);
        }

        Assert.True(chat.Alice.Profile.IsLocked);
    }

    [Theory]
    [InlineData("0")]
    [InlineData(null)]
    [InlineData("soon")]
    public async Task Without_a_time_it_never_does(string? chosen)
    {
        await using var chat = await Chat.StartAsync();
        using var idle = Begin(chat, chosen);
        Assert.Null(idle.After);
        chat.Clock.Advance(TimeSpan.FromDays(30));
        Assert.False(chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task Before_the_first_use_there_is_nothing_to_lock()
    {
        await using var chat = await Chat.StartAsync();
        _kept.Values[SettingsViewModel.LockAfter] = "1";
        using var idle = new IdleLock(chat.Alice, chat.Brand, _kept, chat.Clock);
        chat.Clock.Advance(10 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
    }

    [Theory]
    [InlineData("5", "0", false)]
    [InlineData("5", null, true)]
    [InlineData("{ \"value\": 5, \"level\": \"locked\" }", "0", true)]
    [InlineData("{ \"value\": 5, \"level\": \"hidden\" }", "60", true)]
    [InlineData("{ \"value\": 0, \"level\": \"locked\" }", "1", false)]
    public async Task The_brand_s_time_holds_where_the_person_has_chosen_none_or_may_not(string says, string? chosen, bool locks)
    {
        using var folder = new TempBrand(
            $$"""{ "schemaVersion": 1, "id": "strict", "name": "Strict", "defaults": { "lockAfter": {{says}} } }"""
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        using var idle = Begin(chat, chosen);
        chat.Clock.Advance(6 * _minute);
        Assert.Equal(locks, chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task Another_choice_holds_at_once()
    {
        await using var chat = await Chat.StartAsync();
        using var idle = Begin(chat, "0");
        chat.Clock.Advance(2 * _minute);
        _kept.Values[SettingsViewModel.LockAfter] = "5";
        chat.Clock.Advance(2.9 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
        chat.Clock.Advance(_minute);
        Assert.True(chat.Alice.Profile.IsLocked);
    }

    // While a machine sleeps, timers do not go off, and the clock of elapsed time may stand still.
    [Fact]
    public async Task Who_wakes_a_machine_that_slept_for_longer_finds_it_locked_and_does_not_keep_it_open()
    {
        await using var chat = await Chat.StartAsync();
        var clock = new WallClock();
        using var idle = Begin(chat, "15", clock);
        clock.Shift = TimeSpan.FromHours(8);
        idle.NoteUse();
        Assert.True(chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_keep_it_open()
    {
        await using var chat = await Chat.StartAsync();
        var clock = new WallClock();
        using var idle = Begin(chat, "5", clock);
        clock.Shift = TimeSpan.FromHours(-8);
        clock.Advance(6 * _minute);
        Assert.True(chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task What_locking_would_destroy_is_waited_for_and_it_counts_from_its_end_on()
    {
        await using var chat = await Chat.StartAsync();
        using var idle = Begin(chat, "1");
        var (one, other) = (idle.Hold(), idle.Hold());
        chat.Clock.Advance(10 * _minute);
        one.Dispose();
        one.Dispose();
        chat.Clock.Advance(10 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
        other.Dispose();
        chat.Clock.Advance(0.5 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
        chat.Clock.Advance(_minute);
        Assert.True(chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task After_unlocking_the_time_counts_anew()
    {
        await using var chat = await Chat.StartAsync();
        using var idle = Begin(chat, "5");
        chat.Clock.Advance(10 * _minute);
        Assert.True(chat.Alice.Profile.IsLocked);
        await chat.Alice.Profile.UnlockAsync(TestContext.Current.CancellationToken);

        // A page tells late of what somebody typed to unlock it.
        idle.NoteUse();
        Assert.False(chat.Alice.Profile.IsLocked);
        chat.Clock.Advance(4 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
        chat.Clock.Advance(2 * _minute);
        Assert.True(chat.Alice.Profile.IsLocked);
    }

    [Fact]
    public async Task Once_the_app_ends_it_locks_nothing_any_more()
    {
        await using var chat = await Chat.StartAsync();
        var idle = Begin(chat, "1");
        idle.Dispose();
        idle.NoteUse();
        chat.Clock.Advance(10 * _minute);
        Assert.False(chat.Alice.Profile.IsLocked);
    }

    private IdleLock Begin(Chat chat, string? minutes, TimeProvider? clock = null)
    {
        if (minutes is not null)
        {
            _kept.Values[SettingsViewModel.LockAfter] = minutes;
        }

        var idle = new IdleLock(chat.Alice, chat.Brand, _kept, clock ?? chat.Clock);
        idle.NoteUse();
        return idle;
    }

    /// <summary>A clock on the wall that is set, or jumps, while the elapsed time goes on as it did.</summary>
    private sealed class WallClock : FakeTimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

        public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
    }
}
