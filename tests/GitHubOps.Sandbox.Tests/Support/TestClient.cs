using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox.Tests;

/// <summary>What the API answered.</summary>
internal sealed record Reply(int Status, JsonNode? Json, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode this[string name] => Json![name]!;

    public IEnumerable<string> Names(string field = "name") => Json!.AsArray().Select(n => (string)n![field]!);
}

/// <summary>A plain client of the API, with the App's JWT and installation tokens made by hand.</summary>
internal sealed class TestClient(GitHubSandbox sandbox, Uri? address = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = address ?? sandbox.BaseAddress,
    };

    /// <summary>Sent as Bearer; null sends none.</summary>
    public string? Token { get; set; }

    public bool WithAgent { get; set; } = true;

    public string Jwt(TimeSpan? issued = null, TimeSpan? expires = null, string? issuer = null, RSA? key = null,
        DateTimeOffset? now = null)
    {
        var at = now ?? DateTimeOffset.UtcNow;
        var head = """{"alg":"RS256","typ":"JWT"}""";
        var claims = new JsonObject
        {
            ["iat"] = (at + (issued ?? TimeSpan.FromSeconds(-60))).ToUnixTimeSeconds(),
            ["exp"] = (at + (expires ?? TimeSpan.FromMinutes(9))).ToUnixTimeSeconds(),
            ["iss"] = issuer ?? sandbox.App.ClientId,
        };
        var text = $"{Encode(head)}.{Encode(claims.ToJsonString())}";
        using var own = RSA.Create();
        own.ImportFromPem(sandbox.App.PrivateKeyPem);
        var mac = (key ?? own).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>Signs in as the installation; the body narrows the token.</summary>
    public async Task SignInAsync(SandboxInstallation installation, object? body = null, DateTimeOffset? now = null)
    {
        Token = Jwt(now: now);
        var reply = await SendAsync("POST", $"/app/installations/{installation.Id}/access_tokens", body);
        reply.Status.ShouldBe(201, reply.Text);
        Token = (string)reply["token"]!;
    }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, null, headers);

    public async Task<Reply> SendAsync(string method, string path, object? body = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (WithAgent) request.Headers.UserAgent.ParseAdd("tests/1");
        request.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        if (headers.All(h => h.Name != "Accept"))
            request.Headers.TryAddWithoutValidation("Accept", "application/vnd.github+json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = new StringContent(
            body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldNotContain("the sandbox made a mistake");
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new Reply(
            (int)response.StatusCode,
            isJson && text.Length > 0 ? JsonNode.Parse(text) : null,
            response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value),
                StringComparer.OrdinalIgnoreCase),
            text);
    }

    public Task<Reply> QueryAsync(string query, object? variables = null) =>
        SendAsync("POST", "/graphql", new { query, variables = variables ?? new { } });

    public void Dispose() => _http.Dispose();

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
