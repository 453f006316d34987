using System.Net.Http.Headers;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>A delivery with GitHub's headers and a signature over its very bytes.</summary>
internal static class SignedDelivery
{
    public static HttpRequestMessage Make(
        Uri url, byte[] body, string id, string secret = IntakeHost.Secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "issues");
        request.Headers.Add("X-GitHub-Delivery", id);
        request.Headers.Add("X-Hub-Signature-256", WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(secret)));
        return request;
    }

    /// <summary>The status it is answered with.</summary>
    public static async Task<int> SendAsync(HttpClient client, HttpRequestMessage delivery)
    {
        using (delivery)
        {
            using var response = await client.SendAsync(delivery);
            return (int)response.StatusCode;
        }
    }
}
