// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Fuzz.Branding;
using ChatSecure.Fuzz.Crypto;
using ChatSecure.Fuzz.Network;

namespace ChatSecure.Fuzz;

/// <summary>Every reader of what others send. A new one is a line here and a folder <c>Corpus/NAME</c> with a few good inputs to start from;
/// <c>Dictionaries/WORD.dict</c>, if there is one for the name's first word, tells the fuzzer what the language's words are.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } =
        new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
        {
            ["brand-manifest"] = BrandTargets.Manifest,
            ["brand-message"] = BrandTargets.Message,
            ["brand-picture"] = BrandTargets.Picture,
            ["brand-signed"] = SignedTarget.Document,
            ["brand-texts"] = BrandTargets.Texts,
            ["brand-tokens"] = BrandTargets.Tokens,
            ["code"] = CodeTarget.Picture,
            ["date"] = TextTargets.Date,
            ["dns"] = AddressTargets.Dns,
            ["hostmeta"] = AddressTargets.HostMetadata,
            ["image"] = RecordTargets.Image,
            ["jid"] = TextTargets.Address,
            ["html"] = PageTarget.Page,
            ["omemo-link"] = OmemoTargets.Link,
            ["omemo-message"] = OmemoTargets.Message,
            ["omemo-record"] = OmemoTargets.Record,
            ["omemo-xml"] = OmemoTargets.Xml,
            ["otr-files"] = OtrTargets.Files,
            ["otr-texts"] = OtrTargets.Texts,
            ["otr-wire"] = OtrTargets.Wire,
            ["picture"] = PictureTarget.Clean,
            ["proxy"] = AddressTargets.Proxy,
            ["records"] = RecordTargets.Record,
            ["sasl"] = SaslTargets.Exchange,
            ["trust-words"] = RecordTargets.TrustWord,
            ["uri"] = TextTargets.Uri,
            ["xml"] = XmlTargets.Stream,
            ["xml-caps"] = PayloadTargets.Capabilities,
            ["xml-envelope"] = PayloadTargets.Envelope,
            ["xml-forms"] = PayloadTargets.Form,
            ["xml-login"] = LoginTarget.Negotiate,
            ["xml-payloads"] = PayloadTargets.All,
            ["xml-rooms"] = RoomTargets.Occupants,
            ["xml-stanzas"] = StanzaTargets.Modules,
            ["xml-vcard"] = PayloadTargets.Card,
            ["xml-websocket"] = XmlTargets.WebSocket,
        };
}
