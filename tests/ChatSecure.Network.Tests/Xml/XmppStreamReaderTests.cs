// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

public sealed class XmppStreamReaderTests
{
    [Fact]
    public async Task Closing_the_stream_is_told_from_losing_the_connection()
    {
        var closed = StreamText.Reader(StreamText.Header + "</stream:stream>");
        Assert.Equal(XmppStreamItemKind.Opened, (await closed.ReadAsync()).Kind);
        Assert.Equal(XmppStreamItemKind.Closed, (await closed.ReadAsync()).Kind);
        Assert.Equal(XmppStreamItemKind.EndOfInput, (await closed.ReadAsync()).Kind);

        var lost = StreamText.Reader(StreamText.Header + "<message><body>half a mess");
        Assert.Equal(XmppStreamItemKind.Opened, (await lost.ReadAsync()).Kind);
        Assert.Equal(XmppStreamItemKind.EndOfInput, (await lost.ReadAsync()).Kind);
        Assert.Equal(XmppStreamItemKind.EndOfInput, (await lost.ReadAsync()).Kind);
    }

    [Fact]
    public async Task Bytes_behind_an_item_are_seen()
    {
        var pipe = new Pipe();
        var reader = new XmppStreamReader(pipe.Reader);
        await pipe.Writer.WriteAsync(StreamText.Utf8(StreamText.Header + "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
        await reader.ReadAsync();
        Assert.True(reader.HasBufferedInput);
        await reader.ReadAsync();
        Assert.False(reader.HasBufferedInput);

        await pipe.Writer.WriteAsync(StreamText.Utf8(" "));
        Assert.True(reader.HasBufferedInput);
        Assert.True(reader.HasBufferedInput);
    }

    [Fact]
    public async Task The_end_of_input_is_not_buffered_input()
    {
        var pipe = new Pipe();
        await pipe.Writer.CompleteAsync();
        var reader = new XmppStreamReader(pipe.Reader);
        Assert.False(reader.HasBufferedInput);
        Assert.Equal(XmppStreamItemKind.EndOfInput, (await reader.ReadAsync()).Kind);
    }

    [Fact]
    public async Task A_cancelled_read_loses_nothing()
    {
        var pipe = new Pipe();
        var reader = new XmppStreamReader(pipe.Reader);
        await pipe.Writer.WriteAsync(StreamText.Utf8(StreamText.Header + "<a><b"));
        await reader.ReadAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = reader.ReadAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await pipe.Writer.WriteAsync(StreamText.Utf8("/></a>"));
        Assert.Equal("{jabber:client}a(\"\", {jabber:client}b(\"\"))", StreamText.Describe((await reader.ReadAsync()).Element!));
    }

    [Fact]
    public async Task A_new_header_is_read_after_a_reset_and_an_old_prefix_is_gone()
    {
        var reader = StreamText.Reader(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:p='urn:p' xmlns:stream='http://etherx.jabber.org/streams'><success/>"
                + $"<?xml version='1.0'?>{StreamText.Header}<p:a/>"
        );
        Assert.Equal(XmppStreamItemKind.Opened, (await reader.ReadAsync()).Kind);
        Assert.Equal("success", (await reader.ReadAsync()).Element!.Name);
        reader.Reset();
        Assert.Equal("1.0", (await reader.ReadAsync()).Element!["version"]);
        Assert.Equal("bad-namespace-prefix", (await Assert.ThrowsAsync<XmppXmlException>(async () => await reader.ReadAsync())).Condition);
    }

    [Fact]
    public async Task An_error_stays_without_waiting_for_more()
    {
        var pipe = new Pipe();
        var reader = new XmppStreamReader(pipe.Reader);
        await pipe.Writer.WriteAsync(StreamText.Utf8(StreamText.Header + "<a></b>"));
        await reader.ReadAsync();
        for (var i = 0; i < 3; i++)
        {
            var reading = reader.ReadAsync();
            Assert.True(reading.IsCompleted);
            Assert.Equal("not-well-formed", (await Assert.ThrowsAsync<XmppXmlException>(async () => await reading)).Condition);
        }
    }

    [Fact]
    public async Task An_element_larger_than_the_pipes_own_threshold_is_read()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1024, resumeWriterThreshold: 512));
        var reader = new XmppStreamReader(pipe.Reader);
        var writing = pipe.Writer.WriteAsync(StreamText.Utf8($"{StreamText.Header}<a>{new string('x', 500_000)}</a>")).AsTask();
        await reader.ReadAsync();
        Assert.Equal(500_000, (await reader.ReadAsync()).Element!.Text.Length);
        await writing;
    }

    [Fact]
    public void Errors_never_hold_what_was_sent()
    {
        foreach (
            var xml in new[]
            {
                "<secret></secrets>",
                "<a secret='<'/>",
                "<secret:a/>",
                "<a>&secret;</a>",
                "<secret",
                "<a secret='1' secret='2'/>",
            }
        )
        {
            var failure = Assert.Throws<XmppXmlException>(() => XmppElement.Parse(StreamText.Utf8(xml)));
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
            Assert.Equal(ChatSecure.Errors.ErrorKind.Protocol, failure.Kind);
        }
    }

    [Fact]
    public void A_message_of_common_shape_costs_less_than_a_kilobyte()
    {
        var parser = new XmppStreamParser(XmlLimits.Default);
        var header = new ReadOnlySequence<byte>(StreamText.Utf8(StreamText.Header));
        Assert.True(parser.TryRead(ref header, out _));
        var bytes = StreamText.Utf8(SampleMessage);
        Assert.Equal(387, bytes.Length);
        Parse();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Parse();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1023);

        void Parse()
        {
            var input = new ReadOnlySequence<byte>(bytes);
            parser.TryRead(ref input, out _);
        }
    }

    private const string SampleMessage =
        "<message from='juliet@capulet.example/balcony' to='romeo@montague.example' id='b3f1c9d2-7a64-4b0e' type='chat'>"
        + "<body>Wherefore art thou, Romeo? Deny thy father and refuse thy name, or I.</body>"
        + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
        + "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@montague.example' id='28482-98726-73623-000001'/>"
        + "<request xmlns='urn:xmpp:receipts'/></message>";
}
