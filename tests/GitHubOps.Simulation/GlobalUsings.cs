global using GitHubOps.Core;
global using GitHubOps.Sandbox;
global using GitHubOps.Server;
global using GitHubOps.Tests;
global using NodaTime;
