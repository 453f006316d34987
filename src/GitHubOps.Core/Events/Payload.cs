using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// A JSON object of a payload, read leniently: what is absent, null or of another kind than expected is simply not
/// there. What we cannot do without is asked for by <c>Need…</c>; the first such hole is remembered in the
/// <see cref="PayloadHoles"/> that all parts of one payload share, and makes the delivery malformed.
/// </summary>
internal readonly struct Payload(JsonElement element, PayloadHoles holes)
{
    public bool Exists => element.ValueKind == JsonValueKind.Object;

    public Payload Object(string name) => new(Get(name, JsonValueKind.Object), holes);

    public Payload NeedObject(string name)
    {
        var found = Object(name);
        if (!found.Exists) holes.Add(name);
        return found;
    }

    /// <summary>The object as it stands; null when there is none.</summary>
    public JsonElement? Element(string name) =>
        Get(name, JsonValueKind.Object) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public bool Has(string name) => Find(name).ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    public string? Text(string name) => TextOf(Get(name, JsonValueKind.String));

    public string NeedText(string name) => Text(name) is { Length: > 0 } text ? text : holes.Add(name, "");

    public bool IsTrue(string name) => Get(name, JsonValueKind.True).ValueKind == JsonValueKind.True;

    public long? Number(string name) =>
        Get(name, JsonValueKind.Number) is { ValueKind: JsonValueKind.Number } value &&
        value.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>
    /// Git's name of a commit: hexadecimal digits, of either kind of hash. It becomes part of addresses.
    /// </summary>
    public string NeedSha(string name) =>
        Text(name) is { Length: 40 or 64 } sha && sha.All(char.IsAsciiHexDigitLower) ? sha : holes.Add(name, "");

    /// <summary>GitHub's numbers of things count from 1.</summary>
    public long NeedId(string name) => Number(name) is > 0 and var id ? id : holes.Add(name, 0L);

    /// <summary>The number in an issue's address.</summary>
    public int NeedNumber(string name) =>
        Number(name) is > 0 and <= int.MaxValue and var number ? (int)number : holes.Add(name, 0);

    /// <summary>ISO 8601, or seconds since 1970 as <c>push</c> and some installations write it.</summary>
    public Instant? Time(string name)
    {
        if (Number(name) is { } seconds)
            return seconds is >= 0 and < 253_402_300_800 ? Instant.FromUnixTimeSeconds(seconds) : null;
        var value = Get(name, JsonValueKind.String);
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.TryGetDateTimeOffset(out var time) ? Instant.FromDateTimeOffset(time) : null;
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode is no time either.
            return null;
        }
    }

    public Instant NeedTime(string name) => Time(name) ?? holes.Add(name, default(Instant));

    /// <summary>The objects of an array; other elements are left out.</summary>
    public ImmutableArray<Payload> Objects(string name)
    {
        var found = ImmutableArray.CreateBuilder<Payload>();
        foreach (var item in Items(name))
            if (item.ValueKind == JsonValueKind.Object) found.Add(new Payload(item, holes));
        return found.ToImmutable();
    }

    /// <summary>The texts of an array; of objects their <c>name</c>, as labels come.</summary>
    public ImmutableArray<string> Names(string name)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var item in Items(name))
        {
            var text = item.ValueKind == JsonValueKind.Object ? new Payload(item, holes).Text("name") : TextOf(item);
            if (text is { Length: > 0 }) found.Add(text);
        }

        return found.ToImmutable();
    }

    public int? Count(string name) =>
        Get(name, JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : null;

    private JsonElement.ArrayEnumerator Items(string name)
    {
        var array = Get(name, JsonValueKind.Array);
        return array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;
    }

    private JsonElement Get(string name, JsonValueKind kind) =>
        Find(name) is var value && value.ValueKind == kind ? value : default;

    private JsonElement Find(string name)
    {
        if (!Exists) return default;
        try
        {
            // Of duplicate keys the last one counts, as in every other reader of these payloads.
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            // A neighbour's name is no Unicode: nothing of this object can be trusted.
            return default;
        }
    }

    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or broken UTF-8: a person could type it, so it is read, with a mark in its place.
            return LenientText.Read(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)));
        }
    }
}
