// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using SharpFuzz;

namespace ChatSecure.Fuzz;

/// <summary>What <c>build/fuzz</c> runs: one target under the fuzzer, or over files, to see what they do.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["--list"]:
                Console.Write(string.Concat(FuzzTargets.All.Keys.Select(name => name + '\n')));
                return 0;
            case [var name] when FuzzTargets.All.TryGetValue(name, out var target):
                Fuzzer.OutOfProcess.Run(stream => target(ReadAll(stream)));
                return 0;
            case [var name, .. var files] when FuzzTargets.All.TryGetValue(name, out var target):
                return files.Count(file => !Replay(target, file)) == 0 ? 0 : 1;
            default:
                Console.Error.WriteLine("ChatSecure.Fuzz --list | TARGET [FILE...]");
                return 2;
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static bool Replay(FuzzTarget target, string file)
    {
        try
        {
            target(File.ReadAllBytes(file));
            return true;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"{file}: {e}");
            return false;
        }
    }
}
