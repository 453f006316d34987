namespace GitHubOps.Core;

/// <summary>Somebody was asked and has not answered: the question is over.</summary>
internal sealed class QuestionExpiryRule : TriageRule
{
    public override string Id => "question-expiry";

    public override string Help =>
        "When the time of a question passes that waits for somebody's `/yes` or `/no`, it is over, and what was " +
        "asked for is not done; an issue that was handed over comes back, as it does when GitHub does not assign " +
        "that person. Where a person has decided otherwise meanwhile, it is over without a word.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Questions.IsEmpty) return draft;
        foreach (var question in draft.State.Questions)
            if (question.IsMoot(draft.State)) draft = Settled(draft, question);
        return draft.Facts.Event switch
        {
            AlarmRang { Key: var key } when key == AlarmKey.QuestionOver => draft.State.Questions
                .Where(question => question.Until <= draft.Facts.Now)
                .Aggregate(draft, (left, question) => question.Expire(Settled(left, question))),
            AssigneeRefused { Person: var person } => draft.State.Questions.OfType<HandoffQuestion>()
                .Where(question => question.To == person)
                .Aggregate(draft, (left, question) => question.Refuse(Settled(left, question))),
            _ => draft,
        };
    }

    private static Draft Settled(Draft draft, Question question) =>
        draft with { State = draft.State.Settle(question) };
}
