namespace GitHubOps.Core;

/// <summary>
/// Reads <c>pull_request</c>, <c>pull_request_review</c>, <c>merge_group</c>, <c>check_run</c> and <c>check_suite</c>.
/// </summary>
internal static class CheckEventReader
{
    /// <summary>
    /// GitHub tells an App that writes checks of every check run of anybody's: what is not for us is not even fetched.
    /// </summary>
    public static bool MayRead(string eventName, string action) => eventName switch
    {
        "pull_request" => action is "opened" or "synchronize" or "reopened" or "closed" or "edited",
        "pull_request_review" => action is "submitted" or "dismissed",
        "merge_group" => action == "checks_requested",
        "check_run" => action is "rerequested" or "requested_action",
        "check_suite" => action == "rerequested",
        _ => true,
    };

    public static HubEventOrReason ReadPullRequest(EventHeader header)
    {
        var isRenamed = header.Action == "edited" && !header.Payload.Object("changes").Object("base").Exists;
        if (isRenamed || !MayRead(header.EventName, header.Action)) return header.ActionNotOurs;
        var pull = header.Payload.NeedObject("pull_request");
        return new PullRequestChanged(
            header.Payload.NeedRepository(),
            header.Action,
            pull.NeedNumber("number"),
            pull.NeedObject("base").NeedText("ref"),
            pull.NeedObject("head").NeedSha("sha"))
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = pull.Time("updated_at") ?? header.ReceivedAt,
        };
    }

    /// <summary>An approval that was given or taken back: it may free a review of a runbook.</summary>
    public static HubEventOrReason ReadReview(EventHeader header)
    {
        if (!MayRead(header.EventName, header.Action)) return header.ActionNotOurs;
        var review = header.Payload.NeedObject("review");
        if (header.Action == "submitted" && review.NeedText("state") != "approved") return header.ActionNotOurs;
        var pull = header.Payload.NeedObject("pull_request");
        return new PullRequestChanged(
            header.Payload.NeedRepository(),
            PullRequestChanged.Reviewed,
            pull.NeedNumber("number"),
            pull.NeedObject("base").NeedText("ref"),
            pull.NeedObject("head").NeedSha("sha"))
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = review.Time("submitted_at") ?? header.ReceivedAt,
        };
    }

    public static HubEventOrReason ReadMergeGroup(EventHeader header)
    {
        if (!MayRead(header.EventName, header.Action)) return header.ActionNotOurs;
        var group = header.Payload.NeedObject("merge_group");
        return new MergeGroupMade(
            header.Payload.NeedRepository(),
            group.NeedText("base_ref"),
            group.NeedSha("base_sha"),
            group.NeedSha("head_sha"))
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = header.ReceivedAt,
        };
    }

    public static HubEventOrReason ReadCheckRun(EventHeader header)
    {
        if (!MayRead(header.EventName, header.Action)) return header.ActionNotOurs;
        var run = header.Payload.NeedObject("check_run");
        return header.Action == "rerequested" ? Again(header, run, run.NeedText("name"))
            : new CheckButtonPressed(
                header.Payload.NeedRepository(), run.NeedObject("app").NeedId("id"), run.NeedText("name"),
                run.NeedSha("head_sha"), header.Payload.NeedObject("requested_action").NeedText("identifier"))
            {
                Delivery = header.Delivery,
                Installation = header.Installation,
                Sender = header.Sender,
                OccurredAt = header.ReceivedAt,
            };
    }

    public static HubEventOrReason ReadCheckSuite(EventHeader header) => MayRead(header.EventName, header.Action)
        ? Again(header, header.Payload.NeedObject("check_suite"), name: null)
        : header.ActionNotOurs;

    private static ChecksWantedAgain Again(EventHeader header, Payload what, string? name) => new(
        header.Payload.NeedRepository(), what.NeedObject("app").NeedId("id"), name, what.NeedSha("head_sha"))
    {
        Delivery = header.Delivery,
        Installation = header.Installation,
        Sender = header.Sender,
        OccurredAt = header.ReceivedAt,
    };
}
