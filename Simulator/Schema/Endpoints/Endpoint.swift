package import JSONSchema
package import ProxmoxAccess
import Synchronization

/// A method on a path of Proxmox's API, with all that its published schema says.
///
/// Parameters and answers are described in schemas that are built when they are first asked for.
package final class Endpoint: Sendable {
    /// GET, POST, PUT or DELETE.
    package let method: String
    /// With parameter names in braces, such as `/nodes/{node}/lxc/{vmid}`.
    package let path: String
    /// What the caller must be allowed to.
    package let permission: PermissionCheck
    /// Runs in the privileged daemon.
    package let isProtected: Bool
    /// Runs on the node that the path names.
    package let proxiesToNode: Bool
    /// May be called with an API token; otherwise only with a ticket.
    package let allowsToken: Bool
    private let catalog: FormatCatalog
    private let json: JSONValue
    private let schemas = Mutex(Schemas())

    private struct Schemas {
        var parameters: ObjectSchema?
        var answer: ValueSchema??
    }

    init(method: String, path: String, json: JSONValue, catalog: FormatCatalog) throws(PermissionCheckFormatError) {
        self.method = method
        self.path = path
        self.json = json
        self.catalog = catalog
        permission = try PermissionCheck(permissions: json["permissions"])
        isProtected = json["protected"]?.integer == 1
        proxiesToNode = json["proxyto"]?.string == "node"
        allowsToken = json["allowtoken"]?.integer != 0
    }

    /// Everything that the endpoint takes, those of its path included.
    package var parameters: ObjectSchema {
        schemas.withLock { schemas in
            let parameters = schemas.parameters ?? catalog.reader.object(json["parameters"])
            schemas.parameters = parameters
            return parameters
        }
    }

    /// What the endpoint answers; nil when the published schema does not say.
    package var answer: ValueSchema? {
        schemas.withLock { schemas in
            let answer = schemas.answer ?? json["returns"].map { catalog.reader.value($0) }
            schemas.answer = .some(answer)
            return answer
        }
    }

    /// The parameters as the code behind the endpoint sees them, or everything that is wrong with them.
    package func check(_ parameters: RequestParameters) throws(ParameterErrors) -> AcceptedParameters {
        let schema = self.parameters
        var values = parameters.values
        for (key, value) in values { values[key] = Self.normalized(value, schema[key]) }
        var check = ParameterCheck(catalog: catalog)
        check.check(values, against: schema, at: "")
        guard check.errors.isEmpty else { throw check.errors }
        return AcceptedParameters(values)
    }

    /// What differs between an answer and what the schema says of it, in a lax reading; empty when all is well.
    package func differences(in answer: JSONValue) -> [AnswerDifference] {
        self.answer.map { AnswerCheck.differences(in: answer, from: $0) } ?? []
    }

    /// Arrays become the text of a list where a list is wanted, and single values arrays where an array is.
    private static func normalized(_ value: ParameterValue, _ schema: ValueSchema?) -> ParameterValue {
        guard let schema, value.isTrue else { return value }
        switch (value, schema.kind) {
        case (.list(let items), .string):
            guard case .named(let format) = schema.format, format.hasSuffix("-list") else { return value }
            return .text(items.map { $0.scalarText ?? $0.referenceName ?? "" }.joined(separator: ","))
        case (.text, .array), (.number, .array): return .list([value])
        default: return value
        }
    }
}
