// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using BenchmarkDotNet.Attributes;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Benchmarks.Engine;
using ChatSecure.Branding;
using ChatSecure.Core;
using ChatSecure.Messaging;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Benchmarks;

/// <summary>The view model of a conversation of 100,000 messages, over the engine and its encrypted store: to the first rows, and from a wish for older messages
/// to their rows. What a browser adds to a page, build/bench timeline measures beside it.</summary>
[MemoryDiagnoser]
public class TimelineBenchmarks
{
    private const int Messages = 100_000;
    private const int Pages = 20;

    private static readonly ConversationId _conversation = new(Jid.Parse("juliet@capulet.example"), Jid.Parse("romeo@montague.example"));

    private EngineProfile _profile = null!;
    private ChatClient _client = null!;
    private UiContext _context = null!;
    private TimelineViewModel? _timeline;

    [GlobalSetup]
    public async Task Setup()
    {
        _profile = new();
        await using (var store = await _profile.Store().OpenAsync())
        {
            await store.Accounts.SaveAsync(new AccountSettings { Jid = _conversation.Account });
            foreach (var some in Enumerable.Range(0, Messages).Chunk(20_000))
            {
                await store.CommitAsync(new(_conversation.Account) { Messages = [.. some.Select(Message)] });
            }
        }

        _client = await _profile.StartAsync();
        _context = new(_client, new LiveBrand(Brand.Neutral), new OneAfterTheOther());
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await CloseAsync();
        await _client.DisposeAsync();
        _profile.Dispose();
    }

    [IterationSetup(Target = nameof(OlderPage))]
    public void OpenAtTheNewest() => Open().GetAwaiter().GetResult();

    [IterationCleanup(Target = nameof(OlderPage))]
    public void CloseAgain() => CloseAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public async Task Open()
    {
        await CloseAsync();
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _timeline = new(_context, _conversation);
        _timeline.PropertyChanged += (_, change) =>
        {
            if (change.PropertyName == nameof(TimelineViewModel.IsLoaded))
            {
                loaded.TrySetResult();
            }
        };
        _timeline.Start();
        await loaded.Task;
    }

    [Benchmark(OperationsPerInvoke = Pages)]
    public async Task OlderPage()
    {
        for (var page = 0; page < Pages; page++)
        {
            var before = _timeline!.Rows[0].Id;
            await _timeline.LoadOlderCommand.ExecuteAsync();
            if (_timeline.Rows[0].Id == before)
            {
                throw new InvalidOperationException("There were no older messages.");
            }
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_timeline is { } timeline)
        {
            _timeline = null;
            await timeline.DisposeAsync();
        }
    }

    private static ChatMessage Message(int number) =>
        new()
        {
            Conversation = _conversation,
            Id = new($"message-{number}"),
            From = _conversation.Peer,
            Direction = MessageDirection.Incoming,
            Timestamp = DateTimeOffset.UnixEpoch.AddMinutes(number),
            State = DeliveryState.Displayed,
            Body = Storage.Text.Of(number),
        };

    private sealed class OneAfterTheOther : IUiDispatcher
    {
        private readonly Lock _gate = new();

        public Task InvokeAsync(Action action)
        {
            lock (_gate)
            {
                action();
            }

            return Task.CompletedTask;
        }
    }
}
