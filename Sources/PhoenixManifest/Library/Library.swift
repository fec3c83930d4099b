import DependencyGraph
import PhoenixModel

/// The features and applications of a repository.
struct Library: Sendable {
    var features: [String: FeatureManifest] = [:]
    var applications: [String: ApplicationManifest] = [:]
    /// Names of folders whose manifest could not be read: asking for them is no second problem.
    var unreadable: Set<String> = []
    /// Whether the requirements go round in a circle; then nothing can be ordered.
    var isCyclic = false
}

/// Reads every feature and application, also those that no guest asks for.
func readLibrary(_ files: RepositoryFiles, _ findings: inout Findings) -> Library {
    var library = Library()
    for name in files.featureFolders {
        let folder = "\(RepositoryFiles.Path.features)/\(name)"
        guard let manifest = readManifest("\(folder)/feature.json", files, SchemaCatalog.feature, &findings),
            let feature = FeatureManifest(name, folder, manifest, files, &findings)
        else {
            library.unreadable.insert(folder)
            continue
        }
        library.features[name] = feature
    }
    for name in files.applicationFolders {
        let folder = "\(RepositoryFiles.Path.applications)/\(name)"
        guard let manifest = readManifest("\(folder)/application.json", files, SchemaCatalog.application, &findings),
            let application = ApplicationManifest(name, folder, manifest, files, &findings)
        else {
            library.unreadable.insert(folder)
            continue
        }
        library.applications[name] = application
    }
    library.checkReferences(&findings)
    library.checkCycles(&findings)
    return library
}

/// The manifest of a folder, if it can be read; its shape is checked.
private func readManifest(
    _ path: String, _ files: RepositoryFiles, _ schema: @autoclosure () -> ShapeSchema, _ findings: inout Findings
) -> SourceFile? {
    guard let file = files[path] else {
        findings.error(
            .missingFile, at: .init(path: path), "The folder has no manifest: \(path) is missing",
            remedy: "Write one with at least {\"description\": \"…\"}, or remove the folder")
        return nil
    }
    guard let document = parseDocument(file, &findings) else { return nil }
    checkShape(document, schema(), &findings)
    return document
}

extension Library {
    /// Names in the order of their bytes, so that reports do not depend on hashing.
    var featureNames: [String] { features.keys.sorted() }

    fileprivate func checkReferences(_ findings: inout Findings) {
        for name in featureNames {
            guard let feature = features[name] else { continue }
            for required in feature.requires { checkRequired(required, by: "The feature '\(name)'", &findings) }
            for other in feature.after + feature.conflicts where !isKnown(feature: other.name) {
                findings.note(
                    .unknownFeature, at: other.source.place, "There is no feature '\(other.name)' in this repository",
                    remedy: Suggestion.remedy(
                        for: other.name, among: featureNames, otherwise: "Remove the name, or add the feature"))
            }
        }
        for name in applications.keys.sorted() {
            for required in applications[name]?.requires ?? [] {
                checkRequired(required, by: "The application '\(name)'", &findings)
            }
        }
    }

    /// Whether a folder of that name stands below `features/`.
    func isKnown(feature name: String) -> Bool {
        features[name] != nil || unreadable.contains("\(RepositoryFiles.Path.features)/\(name)")
    }

    private func checkRequired(_ required: NamedReference, by user: String, _ findings: inout Findings) {
        guard !isKnown(feature: required.name) else { return }
        findings.error(
            .unknownFeature, at: required.source.place, "\(user) requires '\(required.name)', which does not exist",
            remedy: Suggestion.remedy(
                for: required.name, among: featureNames,
                otherwise: "Add features/\(required.name)/ with feature.json, install.sh and check.sh"))
    }

    fileprivate mutating func checkCycles(_ findings: inout Findings) {
        let graph = DependencyGraph(featureNames) { name in features[name]?.goesAfter ?? [] }
        guard case .cyclic(let cycles) = graph.order() else { return }
        isCyclic = true
        for cycle in cycles {
            guard let first = cycle.first, let feature = features[first] else { continue }
            let next = cycle.count > 1 ? cycle[1] : first
            let reference = (feature.requires + feature.after).first { $0.name == next }
            findings.error(
                .featureCycle, at: reference?.source.place ?? .init(path: feature.path),
                "Features go after one another in a circle: \((cycle + [first]).joined(separator: " → "))",
                remedy: "Take one of these names out of requires or after")
        }
    }
}
