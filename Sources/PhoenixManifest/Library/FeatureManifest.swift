import JSONSchema
import PhoenixModel

/// One feature of the repository, as its folder describes it.
///
/// A class, as every guest that asks for it looks it up.
final class FeatureManifest: Sendable {
    let name: String
    let path: String
    let kinds: Set<GuestKind>
    let requires: [NamedReference]
    let after: [NamedReference]
    let conflicts: [NamedReference]
    /// Whether it makes an assigned GPU usable.
    let usesGraphics: Bool
    let parameters: ParameterSchema
    let abilities: [String]
    let devices: [Device]
    let mounts: [BindMount]
    let timeoutSeconds: Int
    let needsRestart: Bool
    let install: Script
    let check: Script
    let remove: Script?
    /// Covers scripts and manifest, not yet the parameters.
    let digest: ContentDigest

    /// Half an hour: a CUDA toolkit over a slow line takes most of it.
    static let defaultTimeoutSeconds = 1800

    /// Nil if anything is missing without which nothing can be installed; all of it is found.
    init?(
        _ name: String, _ folder: String, _ manifest: SourceFile, _ files: RepositoryFiles,
        _ findings: inout Findings
    ) {
        let root = manifest.root
        checkFolderName(name, path: manifest.path, &findings)
        self.name = name
        path = manifest.path
        kinds = readKinds(root["kinds"])
        requires = readReferences(root["requires"])
        after = readReferences(root["after"])
        conflicts = readReferences(root["conflicts"])
        usesGraphics = root["uses_gpu"]?.value.boolean ?? false
        parameters = ParameterSchema(root["parameters"], &findings)
        abilities = readAbilities(root["pct_options"].map(MergedValue.written), &findings)
        devices = readDevices(root["devices"])
        mounts = readBindMounts(root["mount_points"].map(MergedValue.written))
        timeoutSeconds = root["timeout_seconds"]?.value.integer ?? Self.defaultTimeoutSeconds
        needsRestart = root["restart"]?.value.boolean ?? false
        let installScript = requireScript("\(folder)/install.sh", files, &findings)
        let checkScript = requireScript("\(folder)/check.sh", files, &findings)
        remove = files.script(at: "\(folder)/remove.sh", &findings)
        guard let installScript, let checkScript else { return nil }
        install = installScript
        check = checkScript
        digest = ContentDigest(
            ["feature", name, canonicalManifest(root), install.text, check.text, remove?.text ?? ""])
    }

    /// The features that must be applied before this one, if the guest has them.
    var goesAfter: [String] { (requires + after).map(\.name) }
}

/// A name that a manifest mentions, with its place.
struct NamedReference: Sendable {
    let name: String
    let source: Sourced
}

func readReferences(_ source: Sourced?) -> [NamedReference] {
    source?.value.array?.compactMap { item in
        item.string.map {
            NamedReference(name: $0, source: Sourced(path: source?.path ?? "", layer: .guest, value: item))
        }
    } ?? []
}

func readKinds(_ source: Sourced?) -> Set<GuestKind> {
    guard let array = source?.value.array else { return Set(GuestKind.allCases) }
    return Set(array.compactMap { $0.string.flatMap(GuestKind.init(rawValue:)) })
}

private func readDevices(_ source: Sourced?) -> [Device] {
    source?.value.array?.compactMap { item in
        if let path = item.string { return .node(path: path, mode: nil) }
        return item["path"]?.string.map { .node(path: $0, mode: item["mode"]?.string) }
    } ?? []
}

/// The script at a path, which must be there.
func requireScript(_ path: String, _ files: RepositoryFiles, _ findings: inout Findings) -> Script? {
    if files[path] == nil {
        findings.error(.missingFile, at: .init(path: path), "\(path) is missing", remedy: "Write the script")
        return nil
    }
    return files.script(at: path, &findings)
}

/// A receipt is a file named after the feature, and an application's begins with `application.`: so no dots.
func checkFolderName(_ name: String, path: String, _ findings: inout Findings) {
    let isPlain = name.utf8.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
    }
    guard !isPlain || name.utf8.count > 64 else { return }
    findings.error(
        .invalidName, at: .init(path: path), "'\(name)' cannot be the name of a feature or application",
        remedy: "Rename the folder: at most 64 letters, digits, hyphens and underscores")
}

/// What of a manifest decides what is done: everything but texts for people and editors.
func canonicalManifest(_ root: Sourced) -> String {
    guard case .object(let members) = MergedValue.written(root).canonicalText else { return "" }
    let texts: Set = ["$schema", "$comment", "description"]
    return JSONText.object(members.filter { !texts.contains($0.key) }).compactText
}
