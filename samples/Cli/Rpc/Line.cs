// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Rpc;

/// <summary>What was read: a line, one that was too long, or the end.</summary>
internal readonly record struct Line(LineKind Kind, byte[] Bytes)
{
    public static Line TooLong { get; } = new(LineKind.TooLong, []);

    public static Line End { get; } = new(LineKind.End, []);
}
