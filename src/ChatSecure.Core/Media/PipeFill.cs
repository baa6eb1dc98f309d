// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Pipelines;

namespace ChatSecure.Core.Media;

/// <summary>Joins what writes to a stream with what reads from one, with some ten kilobytes between them.</summary>
internal static class PipeFill
{
    /// <summary>Lets something write, and ends the reader's stream with it, in a failure with that failure.</summary>
    /// <param name="write">Writes to the stream that it is given.</param>
    /// <returns>What it wrote, for the reader, and its end, which does not fail.</returns>
    public static (Stream Content, Task Done) Start(Func<Stream, Task> write)
    {
        var pipe = new Pipe();
        return (pipe.Reader.AsStream(), RunAsync(pipe.Writer, write));
    }

    private static async Task RunAsync(PipeWriter writer, Func<Stream, Task> write)
    {
        try
        {
            var stream = writer.AsStream(leaveOpen: true);
            await write(stream).ConfigureAwait(false);
            await writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await writer.CompleteAsync(error).ConfigureAwait(false);
        }
    }
}
