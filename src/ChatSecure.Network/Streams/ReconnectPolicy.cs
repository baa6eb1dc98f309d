// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Streams;

/// <summary>How long to wait before connecting again: a random time below a ceiling that doubles with each failure ("full jitter"), so that the clients of
/// a restarted server don't all come back at once. Immutable.</summary>
public sealed record ReconnectPolicy
{
    /// <summary>The first ceiling. Default 1 s.</summary>
    public TimeSpan InitialCeiling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The highest ceiling. Default 5 min.</summary>
    public TimeSpan MaximumCeiling { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a connection must last for the count of failures to begin anew. Default 1 min.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before an attempt.</summary>
    /// <param name="failures">How many attempts failed in a row, 0 or more.</param>
    /// <param name="chance">A random number, 0 or more and below 1.</param>
    /// <returns>A time from zero up to the ceiling.</returns>
    public TimeSpan Delay(int failures, double chance)
    {
        // Doubling 30 times exceeds every sensible maximum, and stays finite.
        var ceiling = InitialCeiling * Math.Pow(2, Math.Clamp(failures, 0, 30));
        return (ceiling < MaximumCeiling ? ceiling : MaximumCeiling) * chance;
    }

    /// <summary>Whether trying again can help without a person changing something.</summary>
    /// <param name="error">What ended the attempt or the connection.</param>
    /// <returns>False for a refused login, an insecure connection, wrong input, something the server does not offer, and a stream that another one of our
    /// clients has taken over (<c>conflict</c>: two that each come back would throw each other out for ever).</returns>
    public static bool IsTransient(ChatSecureException error) =>
        error.Condition != "conflict"
        && error.Kind
            is not (ErrorKind.AuthenticationFailed or ErrorKind.InsecureConnection or ErrorKind.InvalidInput or ErrorKind.NotSupported);
}
