using GitHubOps.Core;
using Microsoft.AspNetCore.Connections;

namespace GitHubOps.Server;

/// <summary>
/// Verifies, stores, answers: nothing else. Nothing of a body is read before its signature is right, and 202 is said
/// only
/// when the delivery is on the disk.
/// </summary>
internal sealed partial class WebhookEndpoint(
    Store store, WebhookSecrets secrets, BytesInFlight unverified, WakeUps wakeUps, RefusalLog refusals,
    ServiceHealth health, ServiceSettings settings, TimeProvider time, ILogger<WebhookEndpoint> logger)
{
    public const string Path = "/api/github/webhooks";

    /// <summary>
    /// GitHub never sends more: https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap
    /// </summary>
    public const int BodyBytesMax = 25 * 1024 * 1024;

    // GitHub hangs up after 10 s; a 503 in time is a clearer answer.
    private static readonly TimeSpan StoreMax = TimeSpan.FromSeconds(8);

    // GitHub Enterprise Server hangs up after 30 s: who takes longer is not GitHub, and holds memory that others need.
    private static readonly TimeSpan BodyMax = TimeSpan.FromSeconds(30);

    public async Task HandleAsync(HttpContext http)
    {
        var refusal = await ReceiveAsync(http);
        if (refusal is null)
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            http.Response.ContentLength = 0;
            if (CrashPoint.IsArmed(CrashPoint.AfterReceive)) await http.Response.CompleteAsync();
            CrashPoint.Hit(CrashPoint.AfterReceive);
            return;
        }

        refusals.Note(refusal, http.Connection.RemoteIpAddress);
        if (http.RequestAborted.IsCancellationRequested) return;
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        if (refusal.Status is 408 or 413) http.Response.Headers.Connection = "close";
        if (refusal.Status is 503) http.Response.Headers.RetryAfter = "30";
        http.Response.ContentLength = refusal.Body.Length;
        await http.Response.BodyWriter.WriteAsync(refusal.Body);
    }

    /// <summary>Null: stored.</summary>
    private async Task<Refusal?> ReceiveAsync(HttpContext http)
    {
        var (headers, refusal) = WebhookHeaders.Read(http.Request, settings.BodyBytesMax);
        if (headers is null) return refusal;
        using var reader = new BodyReader(unverified, settings.BodyBytesMax);
        var status = await ReadAsync(reader, http);
        if (status != StatusCodes.Status200OK) return Refusal.For(status);
        if (!WebhookSignature.Verify(reader.Body, headers.Signature, secrets.Values)) return Refusal.NotSigned;
        http.Features.Get<ConnectionPlace>()?.Prove();
        CrashPoint.Hit(CrashPoint.AfterVerify);
        var delivery = new IncomingDelivery(
            headers.Delivery, headers.Event, time.Now(), BodyCodec.Compress(reader.Body), reader.Length);
        reader.Dispose();
        return await StoreAsync(delivery);
    }

    private async Task<int> ReadAsync(BodyReader reader, HttpContext http)
    {
        // A connection that breaks ends the reading by itself.
        using var late = new CancellationTokenSource(BodyMax, time);
        try
        {
            return await reader.ReadAsync(http.Request.BodyReader, http.Request.ContentLength, late.Token);
        }
        catch (BadHttpRequestException error)
        {
            return error.StatusCode;
        }
        catch (Exception error) when (
            error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            return StatusCodes.Status408RequestTimeout;
        }
    }

    private async Task<Refusal?> StoreAsync(IncomingDelivery delivery)
    {
        try
        {
            var receipt = await store.ReceiveAsync(delivery).WaitAsync(StoreMax);
            health.ReportStore(reason: null);
            if (receipt == Receipt.Stored) wakeUps.RaiseOne(Work.Events);
            else await CompareAsync(delivery);
            return null;
        }
        catch (Exception error) when (error is StoreUnavailableException or TimeoutException)
        {
            health.ReportStore(error.Message);
            Log.NotStored(logger, delivery.Id.Value, error.Message);
            return Refusal.NotStored;
        }
    }

    /// <summary>
    /// A redelivery has the same body. Another body under a known id is nothing GitHub does: the first stands.
    /// </summary>
    private async Task CompareAsync(IncomingDelivery delivery)
    {
        var first = await store.FirstBodyAsync(delivery.Id);
        if (first is null || first.AsSpan().SequenceEqual(BodyCodec.Expand(delivery.Body, delivery.BodyBytes))) return;
        Log.OtherBody(logger, delivery.Id.Value);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "delivery {Delivery} could not be stored: {Reason}")]
        public static partial void NotStored(ILogger logger, string delivery, string reason);

        [LoggerMessage(Level = LogLevel.Critical,
            Message = "delivery {Delivery} came again with another body; the first stands. Who else has the webhook " +
                "secret?")]
        public static partial void OtherBody(ILogger logger, string delivery);
    }
}
