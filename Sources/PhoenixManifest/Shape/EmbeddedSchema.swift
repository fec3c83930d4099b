package import JSONSchema
package import PhoenixModel

/// The schemas as they stand in the program, and in a repository's `schemas/` for editors: the same bytes.
package enum EmbeddedSchema: String, CaseIterable, Sendable {
    case phoenix
    case guest
    case containerFile = "lxc-configs"
    case machineFile = "vm-configs"
    case feature
    case application

    /// The file's name: `guest.schema.json`.
    package var fileName: String { "\(rawValue).schema.json" }

    /// The file's content.
    package var bytes: [UInt8] {
        switch self {
        case .phoenix: PackageResources.phoenix_schema_json
        case .guest: PackageResources.guest_schema_json
        case .containerFile: PackageResources.lxc_configs_schema_json
        case .machineFile: PackageResources.vm_configs_schema_json
        case .feature: PackageResources.feature_schema_json
        case .application: PackageResources.application_schema_json
        }
    }

    /// The content as a document.
    package var document: JSONDocument {
        do {
            return try JSONDocument.parse(bytes)
        } catch {
            // A test reads every embedded schema.
            preconditionFailure("The embedded schema \(fileName) is not JSON: \(error)")
        }
    }

    /// Of all of them together: another program's may refuse more.
    package static let digest = ContentDigest(allCases.map { String(decoding: $0.bytes, as: UTF8.self) }).digest

    /// An address that leads nowhere: references between the schemas are resolved by it, nothing is fetched.
    var address: String { "https://phoenix.invalid/schemas/\(fileName)" }
}
