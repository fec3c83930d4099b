import Foundation
import JSONSchema
import ProxmoxSchema

/// A recorded request with what Proxmox answered to its parameters.
struct Vector: Sendable, CustomStringConvertible {
    let note: String
    let method: String
    let path: String
    let parameters: [String: ParameterValue]
    let status: Int
    let message: String?
    let errors: [String: String]
    let accepted: [String: ParameterValue]?

    var description: String { "\(method) \(path): \(note)" }

    static func all() throws -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/param-validation.json")
        let document = try JSONDocument.parse(Array(Data(contentsOf: file)))
        return document.root.array?.map(Vector.init) ?? []
    }

    private init(_ json: JSONValue) {
        note = json["note"]?.string ?? ""
        method = json["method"]?.string ?? ""
        path = json["path"]?.string ?? ""
        parameters = Self.members(json["params"])
        let result = json["result"]
        status = result?["status"]?.integer ?? 0
        message = result?["message"]?.string
        errors = Self.members(result?["errors"]).compactMapValues(\.scalarText)
        accepted = result?["accepted"].map { Self.members($0) }
    }

    private static func members(_ json: JSONValue?) -> [String: ParameterValue] {
        guard let json, case .object(let members) = ParameterValue(json) else { return [:] }
        return members
    }
}
