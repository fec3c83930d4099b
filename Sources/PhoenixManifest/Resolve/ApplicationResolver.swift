import JSONSchema
import PhoenixModel

/// A guest's application, found in the repository but not yet given its parameters.
enum WishedApplication {
    /// A folder below `applications/`, with what the guest says.
    case manifest(ApplicationManifest, parameters: MergedValue?)
    /// The original's way: a script file without a manifest.
    case script(Script)

    /// The features it needs.
    var requires: [String] {
        if case .manifest(let application, _) = self { application.requires.map(\.name) } else { [] }
    }
}

/// Where the original's application scripts are looked for.
private let scriptFolders = ["applications", "lxc_setup", "bin/lxc_setup", "bin", ""]

/// The application a guest names; nil if it names none, or one that does not exist, which is found.
func wishedApplication(
    of guest: MergedGuest, _ library: Library, _ files: RepositoryFiles, _ findings: inout Findings
) -> WishedApplication? {
    if let script = guest[.applicationScript], guest[.application] != nil {
        findings.error(
            .givenTwice, at: script.place, "\(guest.subject) says both 'application' and 'application_script'",
            remedy: "Keep one of the two")
        return nil
    }
    if let value = guest[.application] { return application(value, guest, library, &findings) }
    guard let value = guest[.applicationScript], let name = value.string else { return nil }
    guard let path = files.firstPath(of: name, in: scriptFolders) else {
        findings.error(
            .missingFile, at: value.place,
            "The application script '\(name)' is missing; it was looked for at \(files.searched(name, in: scriptFolders))",
            remedy: "Add the file, or name a folder below applications/ with 'application'")
        return nil
    }
    return files.script(at: path, &findings).map(WishedApplication.script)
}

private func application(
    _ value: MergedValue, _ guest: MergedGuest, _ library: Library, _ findings: inout Findings
) -> WishedApplication? {
    guard let name = value.string ?? value["name"]?.string else { return nil }
    let place = value["name"]?.place ?? value.place
    guard let application = library.applications[name] else {
        if !library.unreadable.contains("\(RepositoryFiles.Path.applications)/\(name)") {
            findings.error(
                .unknownApplication, at: place, "There is no application '\(name)' in this repository",
                remedy: Suggestion.remedy(
                    for: name, among: library.applications.keys,
                    otherwise: "Add applications/\(name)/ with application.json and run.sh"))
        }
        return nil
    }
    if !application.kinds.contains(guest.kind) {
        findings.error(
            .applicationKind, at: place, "The application '\(name)' is not for a \(guest.kind.noun)",
            remedy: "Remove it from \(guest.title), or add \"\(guest.kind.rawValue)\" to kinds in \(application.path)")
    }
    return .manifest(application, parameters: value["parameters"])
}

extension WishedApplication {
    /// The application with its parameters, and the health check it brings along.
    func resolve(
        engineArguments: GivenParameter?, at place: @autoclosure () -> Diagnostic.Place, _ findings: inout Findings
    ) -> (ApplicationRequest, HealthCheck?) {
        var given: GivenParameters = [:]
        if takesEngineArguments { given[GivenKeys.engineArguments] = engineArguments }
        switch self {
        case .manifest(let application, let parameters):
            for member in parameters?.members ?? [] {
                given[member.key] = GivenParameter(value: member.value.canonicalText, source: member.value.source)
            }
            let resolved = application.parameters.resolve(
                given, for: "The application '\(application.name)'", at: place(), &findings)
            let request = ApplicationRequest(
                name: ApplicationName(application.name),
                digest: application.digest.adding(resolved.digestTexts).digest, parameters: resolved.parameters,
                run: application.run, timeoutSeconds: application.timeoutSeconds)
            return (request, application.healthCheck?.with(resolved.parameters))
        case .script(let script):
            let resolved = ParameterSchema.anything.resolve(given, for: script.path, at: place(), &findings)
            let digest = ContentDigest(["application", script.path, "", script.text]).adding(resolved.digestTexts)
            let request = ApplicationRequest(
                name: ApplicationName(Self.name(of: script)), digest: digest.digest,
                parameters: resolved.parameters, run: script,
                timeoutSeconds: FeatureManifest.defaultTimeoutSeconds)
            return (request, nil)
        }
    }

    /// Whether vLLM's arguments can be given to it.
    var takesEngineArguments: Bool {
        switch self {
        case .manifest(let application, _): application.parameters.declares(GivenKeys.engineArguments)
        case .script: true
        }
    }

    /// The file's name without folder and ending, in letters that a receipt's file name may have.
    private static func name(of script: Script) -> String {
        let file = script.path.split(separator: "/").last ?? ""
        let stem = file.hasSuffix(".sh") ? file.dropLast(3) : file
        return String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" })
    }
}

extension HealthCheck {
    fileprivate func with(_ parameters: [Parameter]) -> HealthCheck {
        HealthCheck(
            name: name, script: script, parameters: parameters, retries: retries, intervalSeconds: intervalSeconds,
            timeoutSeconds: timeoutSeconds)
    }
}
