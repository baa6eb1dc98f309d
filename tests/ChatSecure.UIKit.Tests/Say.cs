// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.UIKit.Tests;

/// <summary>Messages, brands and a clock for tests.</summary>
internal static class Say
{
    public static readonly ConversationId Conversation = new(Jid.Parse("alice@example.org"), Jid.Parse("bob@example.org"));

    /// <summary>A Wednesday, 14:30 in a zone of UTC+1.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 13, 30, 0, TimeSpan.Zero);

    public static Brand ChatSecure { get; } = Load("ChatSecure", "en-GB");

    public static Brand Zomlike { get; } = Load("Zomlike", "en-GB");

    public static FakeTimeProvider Clock()
    {
        var clock = new FakeTimeProvider(Now);
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), null, null));
        return clock;
    }

    public static Brand Load(string name, string culture) =>
        Brand.Load(Repository.Path("samples", name, "brand"), CultureInfo.GetCultureInfo(culture));

    public static ChatMessage Own(string body, DateTimeOffset? at = null, DeliveryState state = DeliveryState.Received) =>
        Incoming(body, at) with
        {
            From = Conversation.Account,
            Direction = MessageDirection.Outgoing,
            State = state,
            Trust = null,
        };

    public static ChatMessage Incoming(string body, DateTimeOffset? at = null, DeliveryState state = DeliveryState.Displayed) =>
        new()
        {
            Conversation = Conversation,
            Id = MessageId.Create(),
            From = Conversation.Peer,
            Direction = MessageDirection.Incoming,
            Timestamp = at ?? Now,
            Body = body,
            Encryption = EncryptionKind.Omemo,
            Trust = TrustLevel.Trusted,
            State = state,
        };

    public static ChatMessage Unreadable(DecryptFailure failure) => Incoming("x") with { Body = null, DecryptFailure = failure };
}
