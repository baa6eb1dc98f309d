// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Branding;

/// <summary>The ids of the texts for the values of the vocabulary: <c>brand.Text(TextId.Of(state))</c>.</summary>
public static class TextId
{
    /// <summary>The text of a connection's state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The id.</returns>
    public static string Of(ConnectionState state) => "connection." + Camel(state.ToString());

    /// <summary>The text of an error: what happened and what to do.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <returns>The id.</returns>
    public static string Of(ErrorKind kind) => "error." + Camel(kind.ToString());

    /// <summary>The text of a message's state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The id.</returns>
    public static string Of(DeliveryState state) => "message.state." + Camel(state.ToString());

    /// <summary>The name of a protection.</summary>
    /// <param name="kind">The protection.</param>
    /// <returns>The id.</returns>
    public static string Of(EncryptionKind kind) => "encryption." + Camel(kind.ToString());

    /// <summary>The word for what a key is trusted at.</summary>
    /// <param name="trust">The level.</param>
    /// <returns>The id.</returns>
    public static string Of(TrustLevel trust) => "trust." + Camel(trust.ToString());

    /// <summary>Why a message could not be decrypted.</summary>
    /// <param name="failure">The reason.</param>
    /// <returns>The id.</returns>
    public static string Of(DecryptFailure failure) => "undecryptable." + Camel(failure.ToString());

    /// <summary>The word for a contact's presence.</summary>
    /// <param name="availability">The presence.</param>
    /// <returns>The id.</returns>
    public static string Of(Availability availability) => "availability." + Camel(availability.ToString());

    /// <summary>The words for who sees whose presence.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <returns>The id.</returns>
    public static string Of(SubscriptionState subscription) => "subscription." + Camel(subscription.ToString());

    /// <summary>The word for how good a finding of the doctor is.</summary>
    /// <param name="grade">The grade.</param>
    /// <returns>The id.</returns>
    public static string Of(DoctorGrade grade) => "doctor.grade." + Camel(grade.ToString());

    /// <summary>The words for how safe a message was on its way.</summary>
    /// <param name="messageLock">The lock, from <see cref="MessageLockExtensions.GetLock"/>.</param>
    /// <returns>The id.</returns>
    public static string Of(MessageLock messageLock) => "lock." + Camel(messageLock.ToString());

    /// <summary>The words for how safe a message was on its way.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The id of the text of its lock.</returns>
    public static string LockOf(ChatMessage message) => Of(message.GetLock());

    /// <summary>What is said of a private conversation.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The id.</returns>
    public static string Of(OtrState state) => "otr." + Camel(state.ToString());

    /// <summary>What is said of a comparison of secrets. (A question of the contact has <c>otr.smp.question</c>.)</summary>
    /// <param name="progress">How far it has come.</param>
    /// <returns>The id.</returns>
    public static string Of(OtrSmpProgress progress) => "otr.smp." + Camel(progress.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
