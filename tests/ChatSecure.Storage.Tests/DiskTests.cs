// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;

namespace ChatSecure.Storage.Tests;

/// <summary>Disks that fail, as small file systems in memory that only the other process sees (a mount namespace of its own).</summary>
public sealed class DiskTests
{
    [Fact]
    public async Task Full_disk_is_unavailable_loses_nothing_and_is_written_again_once_there_is_room()
    {
        var lines = await RunAsync("fill-disk", "mount -t tmpfs -o size=2m tmpfs $1");

        // Commits, the error, what was committed, and a commit after room was made.
        Assert.Equal("StorageUnavailable full", lines[0]);
        Assert.Equal(lines[1], lines[2]);
        Assert.Equal("ok ok", lines[3]);
    }

    [Fact]
    public async Task Media_on_a_full_disk_are_unavailable_and_leave_nothing()
    {
        var lines = await RunAsync("fill-media", "mount -t tmpfs -o size=2m tmpfs $1");
        Assert.Equal(["StorageUnavailable", "0"], lines);
    }

    [Fact]
    public async Task Read_only_disk_is_unavailable_and_says_so()
    {
        var lines = await RunAsync("open-twice", "mount -t tmpfs -o size=4m tmpfs $1", "mount -o remount,ro $1");
        Assert.Equal(["opened", "StorageUnavailable"], lines);
    }

    /// <summary>Runs the role in a folder that is a mount point; with a second command, the role runs once before it and once after.</summary>
    private static async Task<string[]> RunAsync(string role, string mount, string? then = null)
    {
        var directory = Directory.CreateTempSubdirectory("chatsecure-disk-").FullName;
        try
        {
            var (program, arguments) = ChildProcess.Command(role, directory);
            var again = then is null ? "" : $" && {then} && \"${{@:2}}\"";
            var start = new ProcessStartInfo(
                "unshare",
                ["--map-root-user", "--mount", "bash", "-c", $"{mount} && \"${{@:2}}\"{again}", "disk", directory, program, .. arguments]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
