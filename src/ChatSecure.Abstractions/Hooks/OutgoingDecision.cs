// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Hooks;

/// <summary>What becomes of a text that was about to be sent.</summary>
public sealed class OutgoingDecision
{
    private OutgoingDecision(string? body, string? refusal) => (Body, Refusal) = (body, refusal);

    /// <summary>It goes out as it is.</summary>
    public static OutgoingDecision Send { get; } = new(null, null);

    /// <summary>The text to send in its place; null for the same.</summary>
    public string? Body { get; }

    /// <summary>Why it is not sent, as a word for programs; null if it is.</summary>
    public string? Refusal { get; }

    /// <summary>Another text goes out in its place.</summary>
    /// <param name="body">The text; checked like any other.</param>
    /// <returns>The decision.</returns>
    public static OutgoingDecision Replace(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new(body, null);
    }

    /// <summary>It is not sent: the caller gets <see cref="Errors.ErrorKind.Failed"/> with this word as its condition, and nothing is stored.</summary>
    /// <param name="reason">A word for programs, such as <c>too-late</c>, without anything of the text.</param>
    /// <returns>The decision.</returns>
    public static OutgoingDecision Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(null, reason);
    }
}
