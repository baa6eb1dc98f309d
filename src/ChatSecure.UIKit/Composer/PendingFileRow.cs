// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Composer;

/// <summary>A file that goes with the next message, ready to show.</summary>
public sealed record PendingFileRow
{
    /// <summary>What the row is known by.</summary>
    public required int Id { get; init; }

    /// <summary>What it is.</summary>
    public required AttachmentKind Kind { get; init; }

    /// <summary>The same in words.</summary>
    public required string KindText { get; init; }

    /// <summary>The name under which it is sent.</summary>
    public required string Name { get; init; }

    /// <summary>Its size, in words; empty if it is not known.</summary>
    public required string SizeText { get; init; }

    /// <summary>How long a sound lasts, in words; null for what has no length.</summary>
    public string? DurationText { get; init; }

    /// <summary>The loudness of a recording over its time, each value 0 to 100.</summary>
    public ValueList<byte> Waveform { get; init; } = [];

    /// <summary>Why it can't be sent, and what to do; null if it can.</summary>
    public string? ProblemText { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the file.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(PendingFileRow);
}
