// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;

namespace ChatSecure.Network.Xml;

/// <summary>Reads an XMPP stream (RFC 6120, section 11) from a pipe: the header, then one complete first-level element at a time. Strict and bounded: no
/// document type, entity, processing instruction or comment; UTF-8 only; everything namespace-well-formed; nothing larger than <see cref="XmlLimits"/>.
/// White space between first-level elements is skipped. One read at a time; not safe for concurrent use.</summary>
public sealed class XmppStreamReader
{
    /// <summary>The namespace of the stream's own elements: header, features and error.</summary>
    public const string StreamNamespace = "http://etherx.jabber.org/streams";

    private readonly PipeReader _input;
    private readonly XmlLimits _limits;
    private XmppStreamParser _parser;

    /// <summary>Creates a reader that expects a stream header.</summary>
    /// <param name="input">Where the bytes come from. The reader never completes it.</param>
    /// <param name="limits">What to accept; <see cref="XmlLimits.Default"/> if null.</param>
    public XmppStreamReader(PipeReader input, XmlLimits? limits = null)
    {
        _input = input;
        _limits = limits ?? XmlLimits.Default;
        _parser = new(_limits);
    }

    /// <summary>Whether bytes have come that no item has used. Before TLS starts, that is plain text after <c>proceed</c>, which an attacker may have put
    /// there to be taken for protected data: the connection must then be dropped. Not to be asked during a read.</summary>
    public bool HasBufferedInput
    {
        get
        {
            if (!_input.TryRead(out var result))
            {
                return false;
            }

            var any = !result.Buffer.IsEmpty;
            _input.AdvanceTo(result.Buffer.Start);
            return any;
        }
    }

    /// <summary>Reads the next item. A read that was cancelled loses nothing: the next one goes on where it stopped.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The item.</returns>
    /// <exception cref="XmppXmlException">The peer broke the rules of XML or of the limits. Every later read fails the same way.</exception>
    public async ValueTask<XmppStreamItem> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var rest = result.Buffer;
            var examined = rest.Start;
            try
            {
                if (_parser.TryRead(ref rest, out var item))
                {
                    examined = rest.Start;
                    return item;
                }

                // Only now: after an error the bytes count as not looked at, so that the next read fails at once.
                examined = rest.End;
            }
            finally
            {
                _input.AdvanceTo(rest.Start, examined);
            }

            if (result.IsCompleted)
            {
                return new(XmppStreamItemKind.EndOfInput);
            }
        }
    }

    /// <summary>Expects a new stream header next, as after SASL on the same connection. Bytes that have come already are kept.</summary>
    public void Reset() => _parser = new(_limits);
}
