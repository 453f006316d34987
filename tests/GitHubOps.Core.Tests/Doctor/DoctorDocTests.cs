using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class DoctorDocTests
{
    [TestMethod]
    public void The_page_about_the_doctor_is_fresh()
    {
        var text = new StringBuilder("""
            # What `githubops doctor` finds

            It asks GitHub what a repository lacks before the service can do there what its file says. Which repository it is says
            `--repo`, else `GITHUB_REPOSITORY`, else the remote `origin`. The files are those of the checkout; where `--repo` names
            another one and no `--root` is given, they are read at GitHub, on the default branch. Without `--fix` it changes
            nothing.

            With a token (`GH_TOKEN` or `GITHUB_TOKEN`, read access to the repository is enough) it looks at the repository, its
            labels, forms, owners and people. With the App's own key (`--app-id`, `--private-key`) also at the installation, its
            permissions and events, the webhook, and GitHub's log of deliveries; without a token the App reads for itself.
            `--api-url` names an Enterprise Server, or the sandbox.

            ## One pull request

            ```
            githubops doctor --repo acme/widgets --fix
            ```

            proposes what files can mend as one pull request, from the branch `githubops/doctor` into the default branch: a first
            `ops.yml` in dry-run with its schema, `OWNERS` and `OWNERS_ALIASES`, an issue form that asks for what the rules want to
            know, and `docs/OPERATING_MODEL.md` as the files say it now. It says before what it will do, and asks; `--yes` goes on
            without asking. Nothing else is written: what only a person can do (permissions, events, the App's settings, other
            people's access) is told, and labels are made by the service itself.

            The files are those of GitHub's default branch, whatever lies in the checkout. No file that somebody wrote is changed but
            for a line at the end of `ops.yml` that says what issues of a new form are; where the file cannot be obeyed nothing is
            proposed. A second run finds the pull request: it is left as it is when it holds all of it, brought up to date when it
            does not, and never touched again once somebody else has pushed to its branch.

            The token needs *contents: write* and *pull requests: write*. In a workflow that runs when the operating model changes,
            `githubops doctor --fix --yes` keeps `docs/OPERATING_MODEL.md` true, by a pull request each time. The exit code says what
            was found, not whether anything was proposed. With `--format json` there is a key `fix`: `state` (`nothing`, `opened`,
            `updated`, `open`, `taken`), `branch`, `url`, and `files` (`path`, `new`, `why`).

            ## Findings

            Each finding has a code that stays the same. Generated from the checks; a test keeps it fresh.

            """);
        foreach (var check in DoctorChecks.All) text.Append($"\n### `{check.Code}`\n\n{check.Help}\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "doctor.md"));
    }
}
