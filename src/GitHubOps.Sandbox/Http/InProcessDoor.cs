using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GitHubOps.Sandbox;

/// <summary>
/// The door without a socket: hands a request straight to the desk and is done when it returns, so that a whole world
/// can run on one thread. What the client sees is the same as through <see cref="Door"/>.
/// </summary>
internal sealed class InProcessDoor(SandboxOptions options, GitHubSandbox sandbox, Desk desk, Action<TimeSpan> wait)
    : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(Send(request, cancellationToken));
        }
        catch (Exception error)
        {
            return Task.FromException<HttpResponseMessage>(error);
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var presence = desk.Enter();
        var http = Translate(request);
        var shapes = new Shapes(sandbox.World, sandbox.BaseAddress.ToString().TrimEnd('/'));
        var reply = desk.Answer(new Call(sandbox, http, ReadBody(request.Content), shapes), http.Headers);
        options.OnRequest?.Invoke(reply.Request);
        if (reply.Wait > TimeSpan.Zero) wait(reply.Wait);
        cancellationToken.ThrowIfCancellationRequested();
        return reply.Answer is { } answer
            ? Translate(answer, request)
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was cut");
    }

    private static HttpRequest Translate(HttpRequestMessage request)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("a request without an address");
        var http = new DefaultHttpContext().Request;
        http.Method = request.Method.Method;
        http.Scheme = uri.Scheme;
        http.Host = HostString.FromUriComponent(uri);
        http.Path = PathString.FromUriComponent(uri);
        http.QueryString = QueryString.FromUriComponent(uri);
        http.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = uri.PathAndQuery;
        Copy(request.Headers, http.Headers);
        if (request.Content is { } content) Copy(content.Headers, http.Headers);
        return http;
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from.NonValidated) to[name] = values.ToString();
    }

    private static string ReadBody(HttpContent? content)
    {
        if (content is null) return "";
        using var reader = new StreamReader(content.ReadAsStream(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static HttpResponseMessage Translate(Answer answer, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request };
        var hasBody = answer.Status is not (204 or 304);
        response.Content = new ByteArrayContent(hasBody ? answer.Body : []);
        if (hasBody) response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
        foreach (var (name, value) in answer.Headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
