using System.Text.Json.Serialization;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>Files of the operating model as the store keeps them.</summary>
[JsonSerializable(typeof(PolicyInput))]
internal sealed partial class PolicyInputJson : JsonSerializerContext;
