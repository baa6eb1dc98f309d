// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What the engine measures. Other tests are measured at the same time: counts are at least, words are all.</summary>
public sealed class MeterTests(ProsodyServer server)
{
    [Fact]
    public async Task A_conversation_is_counted_and_timed_in_words_of_fixed_vocabularies()
    {
        var marker = Guid.NewGuid().ToString("N")[..8];
        var measured = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        var traced = new ConcurrentQueue<Activity>();
        using var meters = Listen(measured);
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ChatSecure",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = traced.Enqueue,
        };
        ActivitySource.AddActivityListener(activities);

        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, $"alice-{marker}");
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, $"bob-{marker}");
        await alice.DeliverAsync(bob, $"body-{marker}");
        await bob.WaitForMessageAsync($"body-{marker}");
        await using var stranger = await TestApp.StartAsync();
        await Assert.ThrowsAsync<ChatSecureException>(() =>
            stranger.AddAccountAsync(server, $"alice-{marker}", register: false, password: $"wrong-{marker}")
        );
        await alice.DisconnectAsync();
        meters.RecordObservableInstruments();

        foreach (
            var name in new[]
            {
                "chat.connections.online",
                "chat.connections.opened",
                "chat.connections.lost",
                "chat.messages.sent",
                "chat.messages.received",
                "chat.catch_up.duration",
                "chat.outbox.depth",
            }
        )
        {
            Assert.Contains(measured, one => one.Name == name);
        }

        Assert.Contains(measured, one => one is { Name: "chat.connections.lost", Tags: "reason=AuthenticationFailed" });
        Assert.Contains(
            measured,
            one => one.Name == "chat.messages.received" && one.Tags.StartsWith("encryption=Omemo2", StringComparison.Ordinal)
        );
        Assert.Contains(traced, activity => activity is { OperationName: "connect", Status: ActivityStatusCode.Error });
        Assert.Contains(traced, activity => activity is { OperationName: "catch-up", Status: not ActivityStatusCode.Error });
        string[] words =
        [
            "True",
            "False",
            "done",
            "failed",
            .. Enum.GetNames<ErrorKind>(),
            .. Enum.GetNames<EncryptionKind>(),
            .. Enum.GetNames<EncryptionChoice>(),
            .. Enum.GetNames<MessageSource>(),
            .. Enum.GetNames<DecryptFailure>(),
            nameof(OperationCanceledException),
            nameof(TaskCanceledException),
        ];
        Assert.All(
            measured.SelectMany(one => one.Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            tag => Assert.Contains(tag[(tag.IndexOf('=', StringComparison.Ordinal) + 1)..], words)
        );
        Assert.All(traced.SelectMany(activity => activity.TagObjects), tag => Assert.Contains($"{tag.Value}", words));
        Assert.All(traced, activity => Assert.Null(activity.StatusDescription));
    }

    private static MeterListener Listen(ConcurrentQueue<(string, double, string)> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "ChatSecure")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Join(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Join(tags))));
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Join(tags)))
        );
        listener.Start();
        return listener;

        static string Join(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
    }
}
