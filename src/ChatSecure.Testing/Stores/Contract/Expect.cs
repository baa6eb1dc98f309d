// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Testing.Stores.Contract;

/// <summary>What checks say when a rule is broken.</summary>
internal static class Expect
{
    public static void True(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ContractViolationException(rule);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {Show(expected)}, got {Show(actual)}.");

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        T[] wanted = [.. expected];
        T[] found = [.. actual];
        True(
            wanted.SequenceEqual(found),
            $"{what}: expected [{string.Join(", ", wanted.Select(Show))}], got [{string.Join(", ", found.Select(Show))}]."
        );
    }

    public static async Task FailsAsync(ErrorKind kind, Func<Task> action, string what, string? condition = null)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (ChatSecureException error)
        {
            Equal(kind, error.Kind, $"{what}: the kind of failure");
            Equal(condition ?? error.Condition, error.Condition, $"{what}: the condition");
            return;
        }

        throw new ContractViolationException($"{what}: no failure was reported, {kind} was expected.");
    }

    private static string Show<T>(T value) => value?.ToString() ?? "null";
}
