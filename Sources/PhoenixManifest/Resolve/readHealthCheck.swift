import JSONSchema
import PhoenixModel

/// What applies where a health check does not say otherwise.
enum HealthCheckDefaults {
    static let retries = 3
    static let intervalSeconds = 5
    /// A service under load answers slowly; one that takes half a minute is not healthy.
    static let timeoutSeconds = 30
    /// Where a guest's scripts are looked for; an application's stand in its folder.
    static let folders = ["health_checks", "bin/health_checks", ""]
}

/// One health check; nil if it cannot be run, which is found.
func readHealthCheck(
    _ value: MergedValue, named name: @autoclosure () -> String, _ files: RepositoryFiles,
    folders: [String] = HealthCheckDefaults.folders, _ findings: inout Findings
) -> HealthCheck? {
    guard value.isObject, let script = healthScript(value, files, folders, &findings) else { return nil }
    return HealthCheck(
        name: value["name"]?.string ?? name(), script: script,
        retries: value["retries"]?.integer ?? HealthCheckDefaults.retries,
        intervalSeconds: value["interval"]?.integer ?? HealthCheckDefaults.intervalSeconds,
        timeoutSeconds: value["timeout_seconds"]?.integer ?? HealthCheckDefaults.timeoutSeconds)
}

extension RepositoryFiles {
    /// For messages: where a file was looked for.
    func searched(_ name: String, in folders: [String]) -> String {
        name.contains("/") ? name : folders.map { $0.isEmpty ? name : "\($0)/\(name)" }.joined(separator: ", ")
    }
}

private func healthScript(
    _ value: MergedValue, _ files: RepositoryFiles, _ folders: [String], _ findings: inout Findings
) -> Script? {
    switch (value["command"], value["script"]) {
    case (let command?, nil):
        return command.string.map { Script(path: command.source.path, text: "#!/bin/sh\nset -eu\n\($0)\n") }
    case (nil, let script?):
        guard let name = script.string else { return nil }
        guard let path = files.firstPath(of: name, in: folders) else {
            findings.error(
                .missingFile, at: script.place,
                "The script '\(name)' is missing; it was looked for at \(files.searched(name, in: folders))",
                remedy: "Add the file, or correct its name")
            return nil
        }
        return files.script(at: path, &findings).flatMap { withArguments($0, value["args"], &findings) }
    case (nil, nil):
        findings.error(
            .missingSetting, at: value.place, "The health check says neither 'command' nor 'script'",
            remedy: "Add \"command\" with a shell command that ends well if all is well")
    case (_?, let script?):
        findings.error(
            .givenTwice, at: script.place, "The health check says both 'command' and 'script'",
            remedy: "Keep one of the two")
    }
    return nil
}

/// A script has no arguments of its own, so they are set at its beginning.
private func withArguments(_ script: Script, _ arguments: MergedValue?, _ findings: inout Findings) -> Script? {
    let texts = (arguments?.items ?? []).compactMap(\.textOrNumber)
    guard let arguments, !texts.isEmpty else { return script }
    let lines = script.text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let first = lines.first ?? ""
    let hasInterpreter = first.hasPrefix("#!")
    guard !hasInterpreter || first.hasSuffix("sh") || first.contains("sh ") else {
        findings.error(
            .invalidOption, at: arguments.place,
            "Only shell scripts can be given arguments, and \(script.path) is none",
            remedy: "Call it from a command instead")
        return nil
    }
    let quoted = texts.map {
        "'" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
    let set = "set -- " + quoted.joined(separator: " ")
    let rest = hasInterpreter ? lines.dropFirst().joined() : script.text
    return Script(path: script.path, text: (hasInterpreter ? "\(first)\n" : "") + "\(set)\n\(rest)")
}
