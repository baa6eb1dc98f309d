// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>Gives out exactly the values it was made with, and fails a test that asks for more or for another length.</summary>
internal sealed class ScriptedRandom(params byte[][] values) : IRandomSource
{
    private int _next;

    public void Fill(Span<byte> buffer)
    {
        Assert.True(_next < values.Length, "More randomness was asked for than the script has.");
        Assert.Equal(values[_next].Length, buffer.Length);
        values[_next++].CopyTo(buffer);
    }
}
