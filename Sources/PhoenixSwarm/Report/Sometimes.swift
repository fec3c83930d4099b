import PhoenixModel
import PhoenixPlanner
import PhoenixSimulator

/// What a swarm must have met at least once, or its promises were never tried there.
package enum Sometimes {
    /// Every way through the machines of plan, run and step that a host in this story can lead to.
    package static let all: [String] =
        changes + conditions + steps + endings + DisturbanceTeller.kinds.map { "fault \($0.word)" } + deeds

    /// No story's commit names where an image could be fetched from.
    private static let changes = Change.Operation.allCases.filter { $0 != .download }
        .map { "change \($0.rawValue)" }

    private static let conditions =
        [
            "skipped", "busy", "drifted", "restart needed", "elsewhere", "unknown", "orphaned",
        ].map { "condition \($0)" }
        + obstacles.map { "condition blocked by \($0.rawValue)" }

    private static let obstacles: [Obstacle.Kind] = [
        .foreignGuest, .unknownNode, .nodeOffline, .unknownStorage, .storageContent, .storageFull, .unknownBridge,
        .unknownImage, .memoryTooLarge, .locked, .needsReplacement, .protected, .removalLimit, .emptyCommit,
        .sharedDisks,
    ]

    private static let steps =
        [
            "create", "clone", "configure", "mark", "start", "shut-down", "restart", "snapshot", "make-template",
            "destroy", "answer", "feature", "remove feature", "application", "health",
        ].map { "step \($0) succeeded" }
        + ["create", "clone", "configure", "start", "feature", "application"].map { "step \($0) failed" }
        + ["step follow succeeded", "step feature skipped", "step tried again", "step failed for now"]

    private static let endings =
        ["converged", "blocked", "failed", "rolled back", "invalid", "unreachable", "interrupted"].map { "sync \($0)" }
        + ["succeeded", "failed", "superseded", "interrupted"].map { "run \($0)" }
        + ["superseded", "step failed", "interrupted"].map { "stop \($0)" }
        + ["done", "running", "none"].map { "found \($0)" } + ["rolling back"]

    private static let deeds = [
        "changes settings", "turns on", "turns off", "deletes", "moves", "locks", "unlocks", "takes a number",
        "takes a mark away", "takes a tag away", "deletes a file", "disconnects a node", "crashes a node",
        "brings a node back",
    ].map { "person \($0)" }
}
