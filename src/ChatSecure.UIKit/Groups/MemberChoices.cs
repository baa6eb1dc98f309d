// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Whom a person chooses to invite to a group, among the contacts and those added by address.</summary>
internal sealed class MemberChoices
{
    private readonly HashSet<Jid> _chosen = [];

    public ObservableWindow<MemberChoiceRow> Rows { get; } = [];

    public IReadOnlyCollection<Jid> Chosen => _chosen;

    public void Choose(Jid contact, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(contact);
        }
        else
        {
            _chosen.Remove(contact);
        }
    }

    public void Forget(Func<Jid, bool> isNoChoice) => _chosen.RemoveWhere(chosen => isNoChoice(chosen));

    /// <summary>Says everything anew.</summary>
    public void Refresh(NameBook names, Brand brand, Func<Jid, bool>? isNoChoice = null)
    {
        var compare = StringComparer.Create(brand.Culture, System.Globalization.CompareOptions.IgnoreCase);
        var rows = names
            .Contacts.Where(contact => contact is { IsBlocked: false, IsPendingIn: false })
            .Select(contact => contact.Jid)
            .Concat(_chosen)
            .Distinct()
            .Where(contact => isNoChoice?.Invoke(contact) is not true)
            .Select(contact => Row(contact, names, brand))
            .OrderBy(row => row.Name, compare)
            .ThenBy(row => row.Id.ToString(), StringComparer.Ordinal);
        Rows.Update([.. rows], row => row.Id);
    }

    private MemberChoiceRow Row(Jid contact, NameBook names, Brand brand)
    {
        var (name, isChosen) = (names.Of(contact), _chosen.Contains(contact));
        return new(contact, name, isChosen, Sentences.Join(brand, name, isChosen ? brand.Text("group.member.chosen") : null));
    }
}
