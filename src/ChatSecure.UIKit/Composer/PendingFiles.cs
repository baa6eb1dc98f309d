// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Media;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

/// <summary>The files that go with the next message. On the UI thread.</summary>
internal sealed class PendingFiles
{
    /// <summary>How many files a message has at the most.</summary>
    public const int Max = 32;

    private readonly List<Entry> _entries = [];
    private int _lastId;

    public int Count => _entries.Count;

    /// <summary>The greatest size that the server takes; null if it is not known.</summary>
    public long? Limit { get; set; }

    public int Add(PickedFile file, long? size, FileFault? fault, bool isVoice)
    {
        _entries.Add(new(++_lastId, file, size, fault, isVoice));
        return _lastId;
    }

    public void Remove(int id) => _entries.RemoveAll(entry => entry.Id == id);

    public void Clear(IReadOnlyCollection<int> ids) => _entries.RemoveAll(entry => ids.Contains(entry.Id));

    /// <summary>The file of a row; null if it was taken away.</summary>
    public PickedFile? Find(int id) => _entries.Find(entry => entry.Id == id)?.File;

    public IReadOnlyList<(int Id, PickedFile File)> All => [.. _entries.Select(entry => (entry.Id, entry.File))];

    public IReadOnlyList<PendingFileRow> Rows(Brand brand) => [.. _entries.Select(entry => Row(entry, brand))];

    /// <summary>Why they can't be sent, in words; null if they can.</summary>
    public string? WhyNot(Brand brand) => _entries.Select(entry => Problem(entry, brand)).FirstOrDefault(problem => problem is not null);

    public ValueList<OutgoingAttachment> Outgoing(Brand brand) =>
        [
            .. _entries.Select(entry => new OutgoingAttachment(token => CleanMedia.OpenAsync(entry.File, token))
            {
                FileName = NameOf(entry, brand),
                MediaType = entry.File.MediaType,
                Description = entry.File.Description,
                Width = entry.File.Width,
                Height = entry.File.Height,
                Duration = entry.File.Duration,
                IsInline = entry.IsVoice || KindOf(entry) == AttachmentKind.Image,
            }),
        ];

    private PendingFileRow Row(Entry entry, Brand brand)
    {
        var (kind, name) = (KindOf(entry), NameOf(entry, brand));
        var size = entry.Size is { } bytes ? SizeWords.Of(bytes, brand) : string.Empty;
        var duration = entry.File.Duration is { } time ? TimeWords.Duration(time) : null;
        var problem = Problem(entry, brand);
        return new()
        {
            Id = entry.Id,
            Kind = kind,
            KindText = Attachments.Word(kind, brand),
            Name = name,
            SizeText = size,
            DurationText = duration,
            Waveform = entry.File.Waveform,
            ProblemText = problem,
            AccessibleText = Sentences.Join(
                brand,
                brand.Text("composer.file.row", ("kind", Attachments.Word(kind, brand)), ("name", name), ("size", size)),
                duration,
                problem?.TrimEnd('.')
            ),
        };
    }

    private string? Problem(Entry entry, Brand brand) =>
        entry.Fault == FileFault.Unreadable ? brand.Text("error.condition.fileUnreadable")
        : entry.Fault == FileFault.NotCleaned ? brand.Text("composer.blocked.notCleaned")
        : Limit is { } limit && entry.Size > limit ? brand.Text("attachment.tooLarge", ("limit", SizeWords.Of(limit, brand)))
        : null;

    private static AttachmentKind KindOf(Entry entry) => entry.IsVoice ? AttachmentKind.Voice : Attachments.KindOf(entry.File.MediaType);

    private static string NameOf(Entry entry, Brand brand) =>
        DisplayText.FileName(entry.File.Name) ?? Attachments.Word(KindOf(entry), brand);

    private sealed record Entry(int Id, PickedFile File, long? Size, FileFault? Fault, bool IsVoice);
}
