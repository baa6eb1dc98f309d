// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>A sequence of choices that a seed determines (SplitMix64), the same on every machine.</summary>
internal sealed class SeededChoices(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Next(int count)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (int)(z % (ulong)count);
    }

    public bool Chance(int percent) => Next(100) < percent;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Next(choices.Length)];

    public T Value<T>()
        where T : struct, Enum => Of<T>(Enum.GetValues<T>());

    public T[] Many<T>(int most, Func<T> make)
    {
        var items = new T[Next(most + 1)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = make();
        }

        return items;
    }
}
