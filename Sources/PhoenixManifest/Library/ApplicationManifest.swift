import JSONSchema
import PhoenixModel

/// One application of the repository, as its folder describes it.
///
/// A class, as every guest that asks for it looks it up.
final class ApplicationManifest: Sendable {
    let name: String
    let path: String
    let kinds: Set<GuestKind>
    let requires: [NamedReference]
    let parameters: ParameterSchema
    let run: Script
    let timeoutSeconds: Int
    let healthCheck: HealthCheck?
    /// Covers script and manifest, not yet the parameters.
    let digest: ContentDigest

    /// Nil if its script is missing, which is found.
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
        parameters = ParameterSchema(root["parameters"], &findings)
        timeoutSeconds = root["timeout_seconds"]?.value.integer ?? FeatureManifest.defaultTimeoutSeconds
        healthCheck = root["health_check"].flatMap {
            readHealthCheck(.written($0), named: name, files, folders: [folder], &findings)
        }
        guard let run = requireScript("\(folder)/run.sh", files, &findings) else { return nil }
        self.run = run
        digest = ContentDigest(["application", name, canonicalManifest(root), run.text])
    }
}
