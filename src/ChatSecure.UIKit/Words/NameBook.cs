// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.UIKit.Words;

/// <summary>What people are called: the names that the person gave them, else those that they gave themselves, marked as such, else their addresses. A name
/// that could be taken for another one's comes with the address.</summary>
/// <param name="context">The brand, and the app's own way to say names.</param>
internal sealed class NameBook(UiContext context)
{
    private const int MaxLength = 400;

    private readonly Dictionary<Jid, Contact> _contacts = [];

    // How many contacts have a name of a shape: those that the person gave, and those that are shown because it gave none.
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _claimed = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Contact> Contacts => _contacts.Values;

    public Contact? Find(Jid jid) => _contacts.GetValueOrDefault(jid);

    public void Set(IReadOnlyList<Contact> contacts)
    {
        _contacts.Clear();
        _given.Clear();
        _claimed.Clear();
        foreach (var contact in contacts)
        {
            Put(contact);
        }
    }

    public void Apply(ContactChanged change)
    {
        if (_contacts.Remove(change.Contact.Jid, out var former))
        {
            Count(former, -1);
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
        var contact = Find(jid);
        var given = DisplayText.Name(contact?.Name);
        var claimed = given is null ? Claim(contact) : null;
        var name = given ?? claimed ?? Claim(otherwise);
        var shown = DisplayText.Line(
            context.Slots.Names.Format(new(jid, name, context.Brand.Current) { IsClaimed = claimed is not null }),
            MaxLength
        );
        return name is not null && IsDoubtful(name, isGiven: given is not null, isClaimed: claimed is not null)
            ? $"{shown} ({jid})"
            : shown;
    }

    /// <summary>What a contact would be called without a name of the person's.</summary>
    public string WithoutOwn(Contact contact) =>
        context.Slots.Names.Format(new(contact.Jid, Claim(contact), context.Brand.Current) { IsClaimed = Claim(contact) is not null });

    // Whom the person named is doubted only beside another one whom it named alike: nobody else can bring that about.
    private bool IsDoubtful(string name, bool isGiven, bool isClaimed)
    {
        var shape = LookAlikes.Shape(name);
        return LookAlikes.MixesScripts(name)
            || _given.GetValueOrDefault(shape) > (isGiven ? 1 : 0)
            || (!isGiven && _claimed.GetValueOrDefault(shape) > (isClaimed ? 1 : 0))
            || (isClaimed && shape == LookAlikes.Shape(context.Brand.Current.Text("message.fromYou")));
    }

    private void Put(Contact contact)
    {
        _contacts[contact.Jid] = contact;
        Count(contact, 1);
    }

    private void Count(Contact contact, int by)
    {
        var (names, name) = DisplayText.Name(contact.Name) is { } given ? (_given, given) : (_claimed, Claim(contact));
        if (name is not null)
        {
            var shape = LookAlikes.Shape(name);
            names[shape] = names.GetValueOrDefault(shape) + by;
        }
    }

    private static string? Claim(Contact? contact) => Claim(contact?.Nickname);

    // Nobody calls itself by an address: it could be another one's.
    private static string? Claim(string? name) => DisplayText.Name(name) is { } shown && !LookAlikes.IsLikeAddress(shown) ? shown : null;
}
