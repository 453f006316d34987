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

            It asks GitHub what a repository lacks before the service can do there what its file says. The files are those of the
            checkout; which repository it is on GitHub says `--repo`, else `GITHUB_REPOSITORY`, else the remote `origin`. It changes
            nothing.

            With a token (`GH_TOKEN` or `GITHUB_TOKEN`, read access to the repository is enough) it looks at the repository, its
            labels, forms, owners and people. With the App's own key (`--app-id`, `--private-key`) also at the installation, its
            permissions and events, the webhook, and GitHub's log of deliveries; without a token the App reads for itself.
            `--api-url` names an Enterprise Server, or the sandbox.

            Each finding has a code that stays the same. Generated from the checks; a test keeps it fresh.

            """);
        foreach (var check in DoctorChecks.All) text.Append($"\n## `{check.Code}`\n\n{check.Help}\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "doctor.md"));
    }
}
