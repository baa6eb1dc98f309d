// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using System.Globalization;
using ChatSecure.Errors;
using ChatSecure.Storage.Profiles;

namespace ChatSecure.Storage.Encryption;

/// <summary>Counts wrong keys in a file beside the database: the count, 4 bytes, and the time of the last one, 8. An attempt counts before it is made, so that
/// ending the process in between gives no free one. A file that can't be read counts as all free attempts used.</summary>
internal sealed class Attempts(ProfileFiles files, UnlockPolicy policy, TimeProvider time)
{
    private const int Length = 12;

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/> with the condition <c>wait</c>: too many wrong keys.</exception>
    public void ThrowIfWaiting()
    {
        var (count, last) = Read();
        var over = count - policy.FreeAttempts;
        if (over <= 0)
        {
            return;
        }

        var doubled = policy.FirstDelay * Math.Pow(2, Math.Min(over - 1, 40));
        var delay = doubled < policy.MaxDelay ? doubled : policy.MaxDelay;
        var now = time.GetUtcNow();
        if (last > now)
        {
            // The clock was set back: wait from now on, not for years.
            Write(count, now);
            last = now;
        }

        var wait = last + delay - now;
        if (wait > TimeSpan.Zero)
        {
            throw new ChatSecureException(
                ErrorKind.StorageKey,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Too many wrong keys were tried. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds."
                )
            )
            {
                Condition = "wait",
            };
        }
    }

    public void Begin() => Write(Read().Count + 1, time.GetUtcNow());

    public void Succeeded() => File.Delete(files.Attempts);

    /// <summary>Takes back the attempt that was counted: it failed for another reason than the key.</summary>
    public void DidNotCount()
    {
        var (count, last) = Read();
        Write(Math.Max(0, count - 1), last);
    }

    /// <summary>After a wrong key: whether the profile must be wiped now.</summary>
    public bool IsExhausted => policy.WipeAfter is { } most && Read().Count >= most;

    private (int Count, DateTimeOffset Last) Read()
    {
        if (!File.Exists(files.Attempts))
        {
            return (0, DateTimeOffset.MinValue);
        }

        var bytes = File.ReadAllBytes(files.Attempts);
        var ticks = bytes.Length == Length ? BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(4)) : -1;
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? (Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes)), new(ticks, TimeSpan.Zero))
            : (policy.FreeAttempts, time.GetUtcNow());
    }

    private void Write(int count, DateTimeOffset last)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, count);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], last.UtcTicks);
        files.Replace(files.Attempts, bytes);
    }
}
