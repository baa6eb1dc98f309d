// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Crypto.Otr.Import;

/// <summary>Reads libgcrypt's S-expressions in their readable form, in the order that the caller expects: lists, words, quoted strings, numbers in hexadecimal.
/// It never throws: whatever is malformed sets <see cref="Failed"/>, and from then on everything reads as empty.</summary>
internal ref struct SExpressionReader(ReadOnlySpan<byte> text)
{
    private const int MaxAtom = 8192;
    private static readonly SearchValues<byte> Space = SearchValues.Create(" \t\r\n\v\f\0"u8);
    private static readonly SearchValues<byte> EndOfWord = SearchValues.Create(" \t\r\n\v\f()\"#\0"u8);

    private ReadOnlySpan<byte> _rest = text;

    public bool Failed { get; private set; }

    public void Fail() => Failed = true;

    /// <summary>Begins a list, if there is one.</summary>
    public bool TryOpen()
    {
        SkipSpace();
        if (Failed || _rest is not [(byte)'(', ..])
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Begins a list whose first word is given.</summary>
    public void Open(ReadOnlySpan<byte> tag)
    {
        Failed |= !TryOpen();
        Expect(tag);
    }

    public void Expect(ReadOnlySpan<byte> word) => Failed |= !Atom().AsSpan().SequenceEqual(word);

    public void Close()
    {
        SkipSpace();
        if (_rest is [(byte)')', ..])
        {
            _rest = _rest[1..];
        }
        else
        {
            Failed = true;
        }
    }

    /// <summary>Nothing but white space may follow.</summary>
    public void End()
    {
        SkipSpace();
        Failed |= !_rest.IsEmpty;
    }

    public byte[] Atom()
    {
        SkipSpace();
        var atom =
            Failed ? null
            : _rest is [(byte)'#', ..] ? Hex()
            : _rest is [(byte)'"', ..] ? Quoted()
            : Word();
        Failed |= atom is null;
        return atom ?? [];
    }

    private byte[]? Word()
    {
        var end = _rest.IndexOfAny(EndOfWord);
        return end is > 0 and <= MaxAtom ? Take(end).ToArray() : null;
    }

    private byte[]? Quoted()
    {
        Take(1);
        var bytes = new List<byte>();
        while (bytes.Count <= MaxAtom && _rest is [var next, ..])
        {
            Take(1);
            if (next == (byte)'"')
            {
                return [.. bytes];
            }

            if (next == (byte)'\\')
            {
                if (_rest is not [(byte)'"' or (byte)'\\', ..])
                {
                    return null;
                }

                next = Take(1)[0];
            }

            bytes.Add(next);
        }

        return null;
    }

    private byte[]? Hex()
    {
        Take(1);
        var end = _rest.IndexOf((byte)'#');
        if (end is < 0 or > 2 * MaxAtom)
        {
            return null;
        }

        // Long numbers are broken into lines.
        Span<byte> digits = stackalloc byte[end];
        var count = 0;
        foreach (var digit in Take(end))
        {
            if (!Space.Contains(digit))
            {
                digits[count++] = digit;
            }
        }

        Take(1);
        var number = new byte[count / 2];
        var isHex = count % 2 == 0 && Convert.FromHexString(digits[..count], number, out _, out _) == OperationStatus.Done;
        digits.Clear();
        return isHex ? number : null;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private void SkipSpace()
    {
        var start = _rest.IndexOfAnyExcept(Space);
        _rest = start < 0 ? [] : _rest[start..];
    }
}
