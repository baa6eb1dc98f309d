// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.UIKit.Words;

/// <summary>What people are called: the names that the person gave them, else their addresses. A name that could be taken for another one's comes with the
/// address.</summary>
/// <param name="context">The brand, and the app's own way to say names.</param>
internal sealed class NameBook(UiContext context)
{
    private const int MaxLength = 400;

    private readonly Dictionary<Jid, Contact> _contacts = [];
    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Contact> Contacts => _contacts.Values;

    public Contact? Find(Jid jid) => _contacts.GetValueOrDefault(jid);

    public void Set(IReadOnlyList<Contact> contacts)
    {
        _contacts.Clear();
        _shapes.Clear();
        foreach (var contact in contacts)
        {
            Put(contact);
        }
    }

    public void Apply(ContactChanged change)
    {
        if (_contacts.Remove(change.Contact.Jid, out var former) && Shape(former) is { } shape)
        {
            _shapes[shape]--;
        }

        if (!change.Removed)
        {
            Put(change.Contact);
        }
    }

    /// <summary>What to call somebody.</summary>
    /// <param name="jid">Whom.</param>
    /// <param name="otherwise">A name for who has none here, such as a group's.</param>
    public string Of(Jid jid, string? otherwise = null)
    {
        var given = DisplayText.Name(Find(jid)?.Name ?? otherwise);
        var shown = DisplayText.Line(context.Slots.Names.Format(new(jid, given, context.Brand.Current)), MaxLength);
        var own = Find(jid)?.Name is null ? 0 : 1;
        var isDoubtful = given is not null && (LookAlikes.MixesScripts(given) || _shapes.GetValueOrDefault(LookAlikes.Shape(given)) > own);
        return isDoubtful ? $"{shown} ({jid})" : shown;
    }

    private void Put(Contact contact)
    {
        _contacts[contact.Jid] = contact;
        if (Shape(contact) is { } shape)
        {
            _shapes[shape] = _shapes.GetValueOrDefault(shape) + 1;
        }
    }

    private static string? Shape(Contact contact) => DisplayText.Name(contact.Name) is { } name ? LookAlikes.Shape(name) : null;
}
